package gradwright.core.events;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Source;
import java.util.List;

/// What the engine did, for panels, logs and the profiler. Times are in nanoseconds of `System.nanoTime`; programs and
/// kernels have the numbers that [Numbers] gave them.
public sealed interface Event {
  /// Start of what happened.
  long startNanos();

  /// A function was traced; `jaxpr` takes what it closed over as leading inputs.
  record Traced(int program, String function, ClosedJaxpr jaxpr, Source source, long startNanos, long nanos)
      implements Event {}

  /// A call found its program.
  record CacheHit(int program, String function, Source source, long startNanos) implements Event {}

  /// A call found none: `differences` are those from the nearest earlier key. `definition` is where the function is
  /// defined.
  record CacheMiss(
      String function, Source source, Source definition, MissKind kind, List<Difference> differences, long startNanos)
      implements Event {}

  /// A program became a plan of kernels and library calls.
  record Lowered(int program, String function, ClosedJaxpr jaxpr, long startNanos, long nanos) implements Event {}

  /// A plan became code. `passes` has the names and times of the compiler's stages.
  record Compiled(
      int program,
      String function,
      ClosedJaxpr jaxpr,
      List<Pass> passes,
      List<KernelDescription> kernels,
      boolean fromCache,
      long startNanos,
      long nanos)
      implements Event {}

  record Pass(String name, long nanos) {}

  /// An operation outside any program is computed with a kernel for the first time.
  record EagerKernel(KernelDescription kernel, long startNanos) implements Event {}

  /// A program was started on a device; `nanos` is what that took the host.
  record Executed(int program, String function, String device, Source source, long startNanos, long nanos)
      implements Event {}

  record Transferred(long bytes, String from, String to, Source source, long startNanos, long nanos) implements Event {}

  /// Memory was given to an array, or to the temporaries of a program (unknown source).
  record Allocated(long buffer, long bytes, String device, Source source, long startNanos) implements Event {}

  /// The garbage collector gave the memory back.
  record Freed(long buffer, long startNanos) implements Event {}

  /// Something the user should know: a compile that fell back to the evaluator, a missed optimisation.
  record Diagnosed(String code, String message, Source source, long startNanos) implements Event {}
}
