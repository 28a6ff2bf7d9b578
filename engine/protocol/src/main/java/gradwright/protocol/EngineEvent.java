package gradwright.protocol;

import java.util.List;

/// What an engine did. Times are nanoseconds since the session's engine started; durations are nanoseconds.
///
/// Programs, kernels and buffers have numbers that are unique within a session's engine process.
public sealed interface EngineEvent {
  /// Start of what happened.
  long start();

  /// A function was traced into program `program`.
  record Traced(int program, String function, Place place, int equations, long start, long nanos)
      implements EngineEvent {}

  /// A call found the program that fits it.
  record CacheHit(int program, String function, Place place, long start) implements EngineEvent {}

  /// A call found none and is traced: `differences` against the nearest earlier key, none where the function was never
  /// seen. `definition` is where the function is defined.
  record CacheMiss(
      String function, Place place, Place definition, MissKind kind, List<Difference> differences, long start)
      implements EngineEvent {}

  /// Why no program fitted.
  enum MissKind {
    /// The first call of this function object.
    NEVER_SEEN,
    /// A new function object defined where an earlier one was, such as a lambda in a loop.
    REDEFINED,
    /// The pytree of the arguments, or the value of a static argument, differs.
    STRUCTURE,
    /// Shapes, dtypes or weak types differ.
    TYPES,
    /// The configuration or a context manager differs.
    CONTEXT
  }

  /// One difference between two keys. `path` names the argument as a user would (`x`, `params['w']`, an option's name),
  /// `now` and `before` are types, static values or structures as text.
  record Difference(Aspect aspect, String path, String now, String before) {}

  /// What differs.
  enum Aspect {
    SHAPE,
    RANK,
    DTYPE,
    WEAK_TYPE,
    STATIC_VALUE,
    STRUCTURE,
    CONFIGURATION
  }

  /// A program became a plan of kernels and library calls.
  record Lowered(int program, String function, long start, long nanos) implements EngineEvent {}

  /// A plan became native code. `kernels` are the steps that run on a device.
  record Compiled(
      int program, String function, List<Pass> passes, List<Kernel> kernels, boolean fromDisk, long start, long nanos)
      implements EngineEvent {}

  /// A stage of the compiler and what it took.
  record Pass(String name, long nanos) {}

  /// A step of an executable: what it computes (`fused multiply add`, `dot_general`), its estimated work in floating-point
  /// operations and bytes, the equations of the traced program that it computes ([Program.Equation#id]), and the user's
  /// line that most of it comes from.
  record Kernel(
      int id,
      int program,
      String name,
      KernelKind kind,
      double flops,
      double bytes,
      List<Integer> equations,
      Place place) {}

  /// How a step is computed.
  enum KernelKind {
    FUSED,
    LIBRARY,
    LOOP,
    COPY,
    EVALUATED,
    OTHER
  }

  /// The host called a compiled program on a device.
  record Executed(int program, String function, String device, Place place, long start, long nanos)
      implements EngineEvent {}

  record Transferred(long bytes, String from, String to, Place place, long start, long nanos) implements EngineEvent {}

  /// Memory of an array came to be.
  record Allocated(long buffer, long bytes, String device, Place place, long start) implements EngineEvent {}

  record Freed(long buffer, long start) implements EngineEvent {}

  /// Something the user should know: a compile that fell back to the evaluator, a missed optimisation.
  record Diagnosed(String code, String message, Place place, long start) implements EngineEvent {}
}
