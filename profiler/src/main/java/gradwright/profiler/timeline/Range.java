package gradwright.profiler.timeline;

/// A range of time in nanoseconds since the engine started, `from` before `to`.
public record Range(double from, double to) {
  public Range {
    if (!(from < to)) {
      throw new IllegalArgumentException("an empty range: " + from + " to " + to);
    }
  }

  public double nanos() {
    return to - from;
  }
}
