package gradwright.profiler.memory;

import java.util.Arrays;

/// Live bytes of one device over time: a step function. Never changes.
public final class MemoryCurve {
  private final String device;
  private final int number;
  private final long before;
  private final long[] times;
  private final long[] bytes;
  private final int peak;

  /// `bytes[i]` are alive from `times[i]` on, `before` ahead of the first.
  MemoryCurve(String device, int number, long before, long[] times, long[] bytes) {
    this.device = device;
    this.number = number;
    this.before = before;
    this.times = times;
    this.bytes = bytes;
    int highest = -1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] > (highest < 0 ? before : bytes[highest])) {
        highest = i;
      }
    }
    peak = highest;
  }

  public String device() {
    return device;
  }

  /// The number of the device in the recording.
  public int number() {
    return number;
  }

  public int size() {
    return times.length;
  }

  public long time(int step) {
    return times[step];
  }

  public long bytes(int step) {
    return bytes[step];
  }

  /// Live bytes at a time.
  public long at(double time) {
    int step = stepAt(time);
    return step < 0 ? before : bytes[step];
  }

  /// The last step at or before a time, -1 where there is none.
  public int stepAt(double time) {
    long whole = (long) Math.floor(Math.clamp(time, -4e18, 4e18));
    int found = Arrays.binarySearch(times, whole);
    if (found < 0) {
      return -found - 2;
    }
    while (found + 1 < times.length && times[found + 1] == whole) {
      found++;
    }
    return found;
  }

  /// The most bytes that were alive at once.
  public long peak() {
    return peak < 0 ? before : bytes[peak];
  }

  /// When they were.
  public long peakTime() {
    return peak >= 0 ? times[peak] : times.length > 0 ? times[0] : 0;
  }

  /// Finds the most and least live bytes in each pixel; pixel `p` stands for the time from `from + p * step` to
  /// `from + (p + 1) * step`.
  public void pixels(double from, double step, long[] least, long[] most) {
    int next = stepAt(from) + 1;
    for (int p = 0; p < most.length; p++) {
      long now = next == 0 ? before : bytes[next - 1];
      least[p] = now;
      most[p] = now;
      double right = from + (p + 1) * step;
      while (next < times.length && times[next] < right) {
        least[p] = Math.min(least[p], bytes[next]);
        most[p] = Math.max(most[p], bytes[next]);
        next++;
      }
    }
  }
}
