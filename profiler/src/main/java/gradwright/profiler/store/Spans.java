package gradwright.profiler.store;

/// Spans of time by number, in the order in which they were told, which is nearly that of their starts.
public interface Spans {
  int size();

  /// Nanoseconds since the engine started.
  long start(int index);

  /// Duration in nanoseconds.
  long nanos(int index);
}
