package gradwright.profiler.recompile;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.Place;
import java.util.List;

/// A call that no earlier program fitted, and what making a program for it took. Times are nanoseconds.
///
/// @param place the call
/// @param program the program that was made, or -1 where tracing failed or has not ended
/// @param traceNanos the tracing of this function alone, without that of jitted functions it calls
/// @param fromDisk whether native code came from the disk cache
public record Miss(
    String function,
    Place place,
    Place definition,
    EngineEvent.MissKind kind,
    List<Difference> differences,
    long start,
    int program,
    long traceNanos,
    long lowerNanos,
    long compileNanos,
    boolean fromDisk) {

  /// Everything that this miss cost.
  public long nanos() {
    return traceNanos + lowerNanos + compileNanos;
  }

  /// Whether the function had been compiled before, so that this might have been avoided.
  public boolean isRepeated() {
    return kind != EngineEvent.MissKind.NEVER_SEEN;
  }
}
