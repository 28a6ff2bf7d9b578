package gradwright.core.device;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Large regions of native memory and the chunks they are cut into: the smallest free chunk that suffices is taken, cut if much
/// would be left, and one that is given back grows together with its free neighbours (best fit with coalescing, as the
/// allocators of TensorFlow and PyTorch have it). A program that goes on to arrays of other sizes so finds its memory where the
/// old ones were, already mapped: touching fresh memory costs as much as most kernels, and several times that on a virtual
/// machine that gave it back to its host. Not for several threads at once.
final class Regions {
  /// Regions are this large, or as large as the buffer they are made for. Only what is touched takes memory. It is a little more than
  /// 32 MB, so that buffers whose size is a power of two, and a line more, leave no half of a region unused.
  private static final long REGION = 34L << 20;

  private static final long ALIGN = 64;

  /// Less is not cut off.
  private static final long LEAST = 16L << 10;

  private final TreeSet<Chunk> free =
      new TreeSet<>(
          Comparator.comparingLong((Chunk c) -> c.size)
              .thenComparingLong(c -> c.region.number)
              .thenComparingLong(c -> c.offset));
  private long regions;

  /// Regions of which no chunk is in use, the one that has been so for longest first.
  private final SequencedSet<Chunk> whole = new LinkedHashSet<>();

  private long freeBytes;

  private static final class Region {
    private final long number;
    private final NativeBlocks.Block block;
    private long touched; // all that was ever in use lies before

    Region(long number, NativeBlocks.Block block) {
      this.number = number;
      this.block = block;
    }
  }

  /// Some memory of a region, in use or free.
  static final class Chunk {
    private final Region region;
    private final long offset;
    private long size;
    private Chunk before;
    private Chunk after;
    private boolean free;

    private Chunk(Region region, long offset, long size) {
      this.region = region;
      this.offset = offset;
      this.size = size;
    }

    MemorySegment memory() {
      return region.block.memory().asSlice(offset, size);
    }

    long size() {
      return size;
    }

    /// How much of it may have been touched.
    private long touched() {
      return Math.clamp(region.touched - offset, 0, size);
    }

    private boolean isWhole() {
      return before == null && after == null;
    }
  }

  /// A chunk of at least `bytes` bytes, from memory that is there; null if there is none.
  Chunk take(long bytes) {
    long size = rounded(bytes);
    Chunk best = free.ceiling(new Chunk(new Region(Long.MIN_VALUE, null), 0, size));
    return best == null ? null : cut(best, size);
  }

  /// The same from a new region.
  ///
  /// @throws OutOfMemoryError when the system has no more
  Chunk grow(long bytes) {
    long size = rounded(bytes);
    NativeBlocks.Block block;
    try {
      block = NativeBlocks.allocate(Math.max(size, REGION));
    } catch (OutOfMemoryError e) {
      if (size >= REGION) {
        throw e;
      }
      block = NativeBlocks.allocate(size);
    }
    Chunk chunk = new Chunk(new Region(regions++, block), 0, block.memory().byteSize());
    put(chunk);
    whole.add(chunk);
    return cut(chunk, size);
  }

  private static long rounded(long bytes) {
    return (bytes + ALIGN - 1) & -ALIGN;
  }

  private Chunk cut(Chunk chunk, long size) {
    remove(chunk);
    whole.remove(chunk);
    if (chunk.size - size >= LEAST) {
      Chunk rest = new Chunk(chunk.region, chunk.offset + size, chunk.size - size);
      rest.before = chunk;
      rest.after = chunk.after;
      if (rest.after != null) {
        rest.after.before = rest;
      }
      chunk.after = rest;
      chunk.size = size;
      put(rest);
    }
    chunk.region.touched = Math.max(chunk.region.touched, chunk.offset + chunk.size);
    return chunk;
  }

  /// Takes a chunk back.
  void give(Chunk chunk) {
    Chunk before = chunk.before;
    if (before != null && before.free) {
      remove(before);
      join(before, chunk);
      chunk = before;
    }
    Chunk after = chunk.after;
    if (after != null && after.free) {
      remove(after);
      join(chunk, after);
    }
    put(chunk);
    if (chunk.isWhole()) {
      whole.add(chunk);
    }
  }

  private static void join(Chunk chunk, Chunk after) {
    chunk.size += after.size;
    chunk.after = after.after;
    if (chunk.after != null) {
      chunk.after.before = chunk;
    }
  }

  private void put(Chunk chunk) {
    chunk.free = true;
    freeBytes += chunk.touched();
    free.add(chunk);
  }

  private void remove(Chunk chunk) {
    free.remove(chunk);
    freeBytes -= chunk.touched();
    chunk.free = false;
  }

  /// Gives the region that nobody has used for longest back to the system; false if all are in use. Larger ones first would be those that
  /// a program has just gone on to.
  boolean release() {
    if (whole.isEmpty()) {
      return false;
    }
    Chunk chunk = whole.removeFirst();
    remove(chunk);
    chunk.region.block.free().run();
    return true;
  }

  /// Bytes that were in use and are not now.
  long freeBytes() {
    return freeBytes;
  }
}
