package gradwright.cpu.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/// Room for intermediate results, kept for the next operation because fresh pages cost more than the work on them.
public final class ScratchMemory {
  private static final long KEPT_BYTES = 128L << 20;
  private static final long LEAST = 1 << 16;

  private final ArrayDeque<Room> free = new ArrayDeque<>();
  private long kept;

  /// Some uninitialised memory.
  final class Room implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    private Room(long bytes) {
      segment = arena.allocate(bytes, 64);
    }

    long address() {
      return segment.address();
    }

    MemorySegment segment() {
      return segment;
    }

    @Override
    public void close() {
      give(this);
    }
  }

  /// At least `bytes` bytes, aligned to 64, with some to spare at the end.
  synchronized Room take(long bytes) {
    long size = Math.max(LEAST, bytes + 64);
    Room best = null;
    for (Room r : free) {
      long has = r.segment.byteSize();
      if (has >= size && has <= 8 * size && (best == null || has < best.segment.byteSize())) {
        best = r;
      }
    }
    if (best == null) {
      return new Room(size + size / 8 & -64L);
    }
    free.remove(best);
    kept -= best.segment.byteSize();
    return best;
  }

  private synchronized void give(Room room) {
    free.addLast(room);
    kept += room.segment.byteSize();
    while (kept > KEPT_BYTES) {
      Room oldest = free.pollFirst();
      kept -= oldest.segment.byteSize();
      oldest.arena.close();
    }
  }
}
