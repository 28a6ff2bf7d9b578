package gradwright.app.fake;

import gradwright.protocol.Arrays;
import gradwright.protocol.Arrays.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/// An array whose elements are computed from their row-major position, so that it may be larger than memory.
public record FakeArray(
    Arrays.Named named, LongToDoubleFunction element, LongToDoubleFunction imaginary, boolean exact) {

  public static FakeArray of(String path, String dtype, int itemSize, LongToDoubleFunction element, long... shape) {
    long n = 1;
    for (long s : shape) {
      n *= s;
    }
    Arrays.Named named = new Arrays.Named(path, "Array", dtype, shape, false, "cpu:0", n * itemSize, false);
    return new FakeArray(
        named, element, i -> dtype.startsWith("complex") ? -element.applyAsDouble(i) : 0, dtype.equals("int64"));
  }

  private long size() {
    long n = 1;
    for (long s : named.shape()) {
      n *= s;
    }
    return n;
  }

  Arrays.Statistics statistics(int bins) {
    long n = size();
    long step = Math.max(1, n / 100_000);
    long nans = 0;
    long infinities = 0;
    long zeros = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long finite = 0;
    for (long i = 0; i < n; i += step) {
      double v = element.applyAsDouble(i);
      nans += Double.isNaN(v) ? 1 : 0;
      infinities += Double.isInfinite(v) ? 1 : 0;
      zeros += v == 0 ? 1 : 0;
      if (Double.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
        sum += v;
        squares += v * v;
        finite++;
      }
    }
    long[] histogram = new long[bins];
    for (long i = 0; i < n; i += step) {
      double v = element.applyAsDouble(i);
      if (Double.isFinite(v)) {
        histogram[high == low ? 0 : (int) Math.min(bins - 1, (v - low) / (high - low) * bins)]++;
      }
    }
    double mean = sum / finite;
    return new Arrays.Statistics(
        n, nans, infinities, zeros, low, high, mean, Math.sqrt(Math.max(0, squares / finite - mean * mean)), histogram);
  }

  Arrays.Slice slice(Arrays.Window window) {
    List<Range> ranges = new ArrayList<>(window.ranges());
    while (count(ranges) > window.limit()) {
      int widest = 0;
      for (int i = 1; i < ranges.size(); i++) {
        widest = length(ranges.get(i)) > length(ranges.get(widest)) ? i : widest;
      }
      Range r = ranges.get(widest);
      ranges.set(widest, new Range(r.start(), r.stop(), r.step() * 2));
    }
    int[] shape = ranges.stream().mapToInt(r -> (int) length(r)).toArray();
    int n = (int) count(ranges);
    double[] values = new double[n];
    boolean complex = named.dtype().startsWith("complex");
    double[] imaginaries = new double[complex ? n : 0];
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      long at = 0;
      long rest = k;
      long stride = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        at += (ranges.get(axis).start() + rest % shape[axis] * ranges.get(axis).step()) * stride;
        rest /= shape[axis];
        stride *= named.shape()[axis];
      }
      values[k] = element.applyAsDouble(at);
      if (complex) {
        imaginaries[k] = imaginary.applyAsDouble(at);
      }
      if (exact) {
        texts.add(Long.toString((long) values[k] + Long.MAX_VALUE / 2));
      }
    }
    return new Arrays.Slice(ranges, shape, values, imaginaries, texts);
  }

  Arrays.Comparison compare(FakeArray other) {
    long differing = 0;
    long largest = -1;
    double most = 0;
    for (long i = 0; i < size(); i++) {
      double d = Math.abs(element.applyAsDouble(i) - other.element.applyAsDouble(i));
      differing += d > 0 ? 1 : 0;
      if (d > most) {
        most = d;
        largest = i;
      }
    }
    long[] at = index(largest);
    double relative =
        largest < 0
            ? 0
            : most / Math.max(Math.abs(element.applyAsDouble(largest)), Math.abs(other.element.applyAsDouble(largest)));
    return new Arrays.Comparison(size(), differing, 0, new long[0], most, at, relative, at);
  }

  private long[] index(long at) {
    if (at < 0) {
      return new long[0];
    }
    long[] index = new long[named.shape().length];
    long rest = at;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % named.shape()[axis];
      rest /= named.shape()[axis];
    }
    return index;
  }

  private static long length(Range r) {
    return Math.max(0, (r.stop() - r.start() + r.step() - 1) / r.step());
  }

  private static long count(List<Range> ranges) {
    long n = 1;
    for (Range r : ranges) {
      n *= length(r);
    }
    return n;
  }
}
