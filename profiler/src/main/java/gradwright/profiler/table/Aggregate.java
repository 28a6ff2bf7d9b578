package gradwright.profiler.table;

import gradwright.profiler.focus.Focus;
import gradwright.protocol.Place;

/// All that one kernel, function or line did on the devices.
///
/// @param name of the kernel or function, `file.py:12` of a line
/// @param detail the kernel's function and kind, or the line's function
/// @param count runs of kernels
/// @param nanos their own time together, without what runs within them
/// @param share of the time of all rows
/// @param bytes moved by all runs
/// @param flops of all runs
/// @param limitShare how near it came to the measured limit of memory or arithmetic, 0 where not known
/// @param memoryBound whether memory is the nearer limit
/// @param compileNanos spent on tracing, lowering and compiling what belongs to the row
/// @param place unknown where there is none
public record Aggregate(
    String name,
    String detail,
    long count,
    double nanos,
    double share,
    double bytes,
    double flops,
    double limitShare,
    boolean memoryBound,
    double compileNanos,
    Place place,
    Focus focus) {

  /// Mean own time of a run.
  public double mean() {
    return count == 0 ? 0 : nanos / count;
  }
}
