package gradwright.app.jaxpr;

import gradwright.protocol.Place;

/// A program of the run as the list shows it. Calls count the one that traced it. Times are nanoseconds; compiling includes lowering and is 0 while it has not been
/// compiled.
public record TracedFunction(
    int program, String function, Place place, int equations, long calls, long traceNanos, long compileNanos) {

  TracedFunction called() {
    return new TracedFunction(program, function, place, equations, calls + 1, traceNanos, compileNanos);
  }

  TracedFunction compiling(long nanos) {
    return new TracedFunction(program, function, place, equations, calls, traceNanos, compileNanos + nanos);
  }

  double compileMillis() {
    return compileNanos / 1e6;
  }
}
