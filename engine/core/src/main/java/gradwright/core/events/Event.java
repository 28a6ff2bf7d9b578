package gradwright.core.events;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Source;
import java.util.List;

/// What the engine did, for panels, logs and the profiler. Times are in nanoseconds of `System.nanoTime`.
public sealed interface Event {
  /// Start of what happened.
  long startNanos();

  record Traced(String function, ClosedJaxpr jaxpr, Source source, long startNanos, long nanos) implements Event {}

  record CacheHit(String function, Source source, long startNanos) implements Event {}

  /// `reason` has one line a difference from the nearest earlier key: which argument, what it was, what it is now.
  record CacheMiss(String function, Source source, String kind, List<String> reason, long startNanos)
      implements Event {}

  record Lowered(String function, long startNanos, long nanos) implements Event {}

  /// `passes` has the names and times of the compiler's stages.
  record Compiled(
      String function, List<String> types, List<Pass> passes, boolean fromCache, long startNanos, long nanos)
      implements Event {}

  record Pass(String name, long nanos) {}

  record Executed(String function, String device, long startNanos, long nanos) implements Event {}

  record Transferred(long bytes, String from, String to, long startNanos, long nanos) implements Event {}

  /// Something the user should know: a compile that fell back to the evaluator, a missed optimisation.
  record Diagnosed(String code, String message, Source source, long startNanos) implements Event {}
}
