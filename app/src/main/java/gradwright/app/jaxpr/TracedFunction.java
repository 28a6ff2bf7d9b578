package gradwright.app.jaxpr;

import gradwright.protocol.Place;

/// A program of the run as the list shows it. Calls count the one that traced it. Times are nanoseconds; compiling includes lowering
/// and is 0 while it has not been compiled.
///
/// @param number counts the traces of functions of this name, from 1
/// @param reason why it was traced though the function had been before, such as `x: f32[13,8]`; empty for the first time
public record TracedFunction(
    int program,
    String function,
    int number,
    String reason,
    Place place,
    int equations,
    long calls,
    long traceNanos,
    long compileNanos) {

  TracedFunction called() {
    return new TracedFunction(program, function, number, reason, place, equations, calls + 1, traceNanos, compileNanos);
  }

  TracedFunction compiling(long nanos) {
    return new TracedFunction(
        program, function, number, reason, place, equations, calls, traceNanos, compileNanos + nanos);
  }

  double compileMillis() {
    return compileNanos / 1e6;
  }

  /// What tells this trace from the others of its name; empty for the first.
  String distinction() {
    return number == 1 ? "" : reason.isEmpty() ? "#" + number : "#" + number + "  " + reason;
  }
}
