package gradwright.profiler.recompile;

import gradwright.protocol.Place;
import java.util.List;

/// The calls of one function: how often a program was found, and each time when none was.
///
/// @param definition where the function is defined; lambdas and functions defined anew at one place are one function
/// @param misses in order of time
public record FunctionHistory(String function, Place definition, long hits, List<Miss> misses) {

  /// Tracing, lowering and compiling of all misses, in nanoseconds.
  public long nanos() {
    return misses.stream().mapToLong(Miss::nanos).sum();
  }

  /// What was spent after the function had been compiled once, in nanoseconds.
  public long lostNanos() {
    return misses.stream().filter(Miss::isRepeated).mapToLong(Miss::nanos).sum();
  }

  public int repeats() {
    return (int) misses.stream().filter(Miss::isRepeated).count();
  }

  public long traceNanos() {
    return misses.stream().mapToLong(Miss::traceNanos).sum();
  }

  public long lowerNanos() {
    return misses.stream().mapToLong(Miss::lowerNanos).sum();
  }

  public long compileNanos() {
    return misses.stream().mapToLong(Miss::compileNanos).sum();
  }
}
