package gradwright.profiler.store;

import java.util.List;

/// Allocations and frees in order, after what was alive before the first of them.
public final class MemoryChanges {
  /// Buffers that were alive before the first change, by device and place.
  public record Held(int device, int place, long buffers, long bytes) {}

  private final Rows rows;
  private final List<Held> before;

  MemoryChanges(Rows rows, List<Held> before) {
    this.rows = rows;
    this.before = before;
  }

  public List<Held> before() {
    return before;
  }

  public int size() {
    return rows.size();
  }

  public long time(int change) {
    return rows.longAt(0, change);
  }

  /// Bytes that came to be, negative where they were freed.
  public long bytes(int change) {
    return rows.longAt(1, change);
  }

  /// 1 where a buffer came to be, -1 where it was freed.
  public int buffers(int change) {
    return rows.intAt(2, change);
  }

  /// The number of the device in [Recording#devices()].
  public int device(int change) {
    return rows.intAt(0, change);
  }

  /// The number in [Recording#places()] of where the buffer was allocated.
  public int place(int change) {
    return rows.intAt(1, change);
  }
}
