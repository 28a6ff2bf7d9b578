package gradwright.core.device;

/// Makes native memory count for the garbage collector. It collects its young generation when that is full of Java objects,
/// and a handle of a few bytes that keeps megabytes alive fills nothing; so memory would be taken anew for every result,
/// cold and not yet mapped, where a collection of a millisecond would have given back what the last calls used. For each
/// large buffer some garbage is made here, in proportion. Full collections, which cost a hundred times as much, then are
/// hardly ever needed.
final class CollectorPressure {
  /// Bytes of native memory to a byte of garbage. With the 25 MB that the launcher gives to new objects, a collection comes about
  /// every 100 MB.
  private static final int RATIO = 4;

  /// The same for buffers that kernels write past the caches, where it does not matter how cold they are; clearing the
  /// garbage would take a quarter of the time of writing them.
  private static final int LARGE_RATIO = 12;

  private static final long LARGE = 2L << 20;

  /// Buffers below this are outweighed by their handles.
  private static final long SMALL = 1 << 15;

  /// Where one buffer is larger than this, one collection for it is enough.
  private static final long MOST = 256L << 20;

  private static final int CHUNK = 1 << 15;

  private long owed;
  private volatile byte[] latest;

  /// Takes note of a buffer.
  void allocated(long bytes) {
    if (bytes < SMALL) {
      return;
    }
    owed += Math.min(bytes, MOST) / (bytes >= LARGE ? LARGE_RATIO : RATIO);
    while (owed >= CHUNK) {
      latest = new byte[CHUNK];
      owed -= CHUNK;
    }
  }

  /// What was made last: a field, so that the compiler does not leave out making it.
  byte[] latest() {
    return latest;
  }
}
