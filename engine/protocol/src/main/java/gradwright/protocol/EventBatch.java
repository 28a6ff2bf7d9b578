package gradwright.protocol;

import java.util.List;

/// Events of a short span of time. Runs of kernels come in columns, since there may be many.
///
/// @param events in order of publication
/// @param runs one for each device that ran something
/// @param lost how many events and runs did not fit the engine's buffer since the last batch
public record EventBatch(List<EngineEvent> events, List<KernelRuns> runs, long lost) {

  /// Runs of kernels on one device, parallel columns: the kernel's number, start and duration in nanoseconds.
  public record KernelRuns(String device, int[] kernels, long[] starts, long[] nanos) {
    public int size() {
      return kernels.length;
    }
  }
}
