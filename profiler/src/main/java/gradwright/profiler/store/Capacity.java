package gradwright.profiler.store;

/// How much a store keeps. The oldest are dropped, and counted, where there are more; whole chunks at a time, so that a
/// little less than this may be kept.
///
/// @param kernelRuns on all devices together, 20 bytes each
/// @param hostEvents calls, transfers, cache hits and changes of memory, each kind for itself, up to 36 bytes each
public record Capacity(int kernelRuns, int hostEvents) {
  public static final Capacity DEFAULT = new Capacity(2_000_000, 1_000_000);

  public Capacity {
    if (kernelRuns < Columns.CHUNK || hostEvents < Columns.CHUNK) {
      throw new IllegalArgumentException("a store keeps at least " + Columns.CHUNK + " of each kind");
    }
  }
}
