package gradwright.profiler.quantity;

import gradwright.protocol.EngineInfo;
import org.jspecify.annotations.Nullable;

/// What work reached in a time, against what the machine was measured to reach. Shares are of 1, and 0 where the limit or
/// the work is not known.
public record Achieved(double flopsPerSecond, double bytesPerSecond, double flopsShare, double bytesShare) {

  /// What `flops` operations on `bytes` bytes within `nanos` come to.
  public static Achieved of(double flops, double bytes, double nanos, @Nullable EngineInfo machine) {
    if (nanos <= 0) {
      return new Achieved(0, 0, 0, 0);
    }
    double flopsPerSecond = flops / nanos * 1e9;
    double bytesPerSecond = bytes / nanos * 1e9;
    return new Achieved(
        flopsPerSecond,
        bytesPerSecond,
        machine == null || machine.flopsPerSecond() <= 0 ? 0 : flopsPerSecond / machine.flopsPerSecond(),
        machine == null || machine.bytesPerSecond() <= 0 ? 0 : bytesPerSecond / machine.bytesPerSecond());
  }

  /// The share of whichever limit is nearer.
  public double share() {
    return Math.max(flopsShare, bytesShare);
  }

  /// Whether memory is the nearer limit, rather than arithmetic.
  public boolean isMemoryBound() {
    return bytesShare >= flopsShare;
  }
}
