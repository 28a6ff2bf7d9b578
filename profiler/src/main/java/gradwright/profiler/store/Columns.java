package gradwright.profiler.store;

import java.util.ArrayList;
import java.util.List;

/// Rows of up to three longs and three ints, in chunks of primitive columns. Rows are only ever appended; whole chunks are
/// dropped from the front. Guarded by its owner's lock.
final class Columns {
  static final int CHUNK_BITS = 13;
  static final int CHUNK = 1 << CHUNK_BITS;

  /// Columns of one chunk, `[column][row]`.
  record Chunk(long[][] longs, int[][] ints) {}

  private final int longs;
  private final int ints;
  private final List<Chunk> chunks = new ArrayList<>();
  private int size;
  private long dropped;

  Columns(int longs, int ints) {
    this.longs = longs;
    this.ints = ints;
  }

  /// Adds a row; values of columns that do not exist are ignored.
  void add(long a, long b, long c, int x, int y, int z) {
    int row = size & (CHUNK - 1);
    if (row == 0) {
      chunks.add(new Chunk(new long[longs][CHUNK], new int[ints][CHUNK]));
    }
    Chunk chunk = chunks.getLast();
    chunk.longs[0][row] = a;
    if (longs > 1) {
      chunk.longs[1][row] = b;
    }
    if (longs > 2) {
      chunk.longs[2][row] = c;
    }
    chunk.ints[0][row] = x;
    if (ints > 1) {
      chunk.ints[1][row] = y;
    }
    if (ints > 2) {
      chunk.ints[2][row] = z;
    }
    size++;
  }

  int size() {
    return size;
  }

  int chunks() {
    return chunks.size();
  }

  /// The first long of the first row.
  long first() {
    return chunks.getFirst().longs[0][0];
  }

  long dropped() {
    return dropped;
  }

  /// Forgets the rows of the first chunk and returns how many they were.
  int dropChunk() {
    int rows = Math.min(size, CHUNK);
    chunks.removeFirst();
    size -= rows;
    dropped += rows;
    return rows;
  }

  void clear() {
    chunks.clear();
    size = 0;
    dropped = 0;
  }

  /// The rows of now. Rows that are added later go behind them or into other chunks, so that readers need no lock.
  Rows rows() {
    return new Rows(chunks.toArray(Chunk[]::new), size, dropped);
  }
}
