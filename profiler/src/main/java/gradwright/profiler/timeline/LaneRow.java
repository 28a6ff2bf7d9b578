package gradwright.profiler.timeline;

import java.util.Arrays;

/// Spans that do not overlap, sorted by time; each belongs to an item of the lane. Never changes.
public final class LaneRow {
  private final long[] starts;

  /// Time spent in all spans before each, with the whole at the end: durations and sums over any range come from it.
  private final long[] spent;

  private final int[] items;
  private final LongestIndex longest;

  /// `durations` are at least 1.
  LaneRow(long[] starts, long[] durations, int[] items) {
    this.starts = starts;
    this.items = items;
    spent = new long[starts.length + 1];
    for (int i = 0; i < starts.length; i++) {
      spent[i + 1] = spent[i] + durations[i];
    }
    longest = new LongestIndex(starts.length, i -> spent[i + 1] - spent[i]);
  }

  /// The same row with only some of its spans, which are named in order.
  LaneRow only(int[] indices) {
    long[] someStarts = new long[indices.length];
    long[] durations = new long[indices.length];
    int[] someItems = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      someStarts[i] = starts[indices[i]];
      durations[i] = nanos(indices[i]);
      someItems[i] = items[indices[i]];
    }
    return new LaneRow(someStarts, durations, someItems);
  }

  public int size() {
    return starts.length;
  }

  public long start(int index) {
    return starts[index];
  }

  public long nanos(int index) {
    return spent[index + 1] - spent[index];
  }

  public long end(int index) {
    return starts[index] + nanos(index);
  }

  /// The item that a span belongs to.
  public int item(int index) {
    return items[index];
  }

  /// The first span that starts at or after a time, [#size()] where there is none.
  public int firstFrom(double time) {
    return firstFrom(time, 0);
  }

  private int firstFrom(double time, int from) {
    // Gallops first, since whoever asks goes from left to right by small steps.
    int step = 1;
    int low = from;
    int high = from;
    while (high < starts.length && starts[high] < time) {
      low = high + 1;
      high += step;
      step <<= 1;
    }
    high = Math.min(high, starts.length);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The first span that ends after a time, [#size()] where there is none.
  public int firstEndingAfter(double time) {
    int next = firstFrom(time);
    return next > 0 && end(next - 1) > time ? next - 1 : next;
  }

  /// The span at a time, or -1.
  public int at(double time) {
    int index = firstEndingAfter(time);
    return index < starts.length && starts[index] <= time ? index : -1;
  }

  /// Nanoseconds of a range in which some span is.
  public double busy(double from, double to) {
    int first = firstEndingAfter(from);
    return busy(from, to, first, firstFrom(to, first));
  }

  private double busy(double from, double to, int first, int next) {
    if (first >= next) {
      return 0;
    }
    double busy = spent[next] - spent[first];
    busy -= Math.max(0, from - starts[first]);
    busy -= Math.max(0, end(next - 1) - to);
    return Math.max(0, busy);
  }

  private double overlap(int index, double from, double to) {
    return Math.min(end(index), to) - Math.max(starts[index], from);
  }

  /// Finds what each pixel of a row shows.
  ///
  /// Pixel `p` stands for the time from `from + p * step` to `from + (p + 1) * step`. `indices[p]` becomes the span that
  /// takes most of it, -1 where there is none, and `shares[p]` the share of it that spans take together.
  public void pixels(double from, double step, int[] indices, float[] shares) {
    int width = indices.length;
    Arrays.fill(indices, -1);
    Arrays.fill(shares, 0);
    int first = firstEndingAfter(from);
    int pixel = 0;
    while (pixel < width && first < starts.length) {
      double left = from + pixel * step;
      double right = from + (pixel + 1) * step;
      if (starts[first] >= right) {
        double to = Math.floor((starts[first] - from) / step);
        if (to >= width) {
          return;
        }
        // Rounding may put a start just before its own pixel.
        pixel = Math.max(pixel + 1, (int) to);
        continue;
      }
      if (starts[first] <= left && end(first) >= right) {
        int stop = (int) Math.min(width, Math.max(pixel + 1, Math.floor((end(first) - from) / step)));
        Arrays.fill(indices, pixel, stop, first);
        Arrays.fill(shares, pixel, stop, 1);
        pixel = stop;
      } else {
        int next = firstFrom(right, first);
        indices[pixel] = most(left, right, first, next);
        shares[pixel] = (float) (busy(left, right, first, next) / step);
        first = next - 1;
        pixel++;
      }
      if (end(first) <= from + pixel * step) {
        first++;
      }
    }
  }

  private int most(double left, double right, int first, int next) {
    int best = first;
    int last = next - 1;
    if (last > first && overlap(last, left, right) > overlap(best, left, right)) {
      best = last;
    }
    if (last - first > 1) {
      int inner = longest.longest(first + 1, last);
      if (nanos(inner) > overlap(best, left, right)) {
        best = inner;
      }
    }
    return best;
  }
}
