package gradwright.profiler.store;

/// Rows as they were at one moment; never changes.
final class Rows {
  static final Rows NONE = new Rows(new Columns.Chunk[0], 0, 0);

  private final Columns.Chunk[] chunks;
  private final int size;
  private final long dropped;

  Rows(Columns.Chunk[] chunks, int size, long dropped) {
    this.chunks = chunks;
    this.size = size;
    this.dropped = dropped;
  }

  int size() {
    return size;
  }

  long dropped() {
    return dropped;
  }

  long longAt(int column, int row) {
    return chunks[row >> Columns.CHUNK_BITS].longs()[column][row & (Columns.CHUNK - 1)];
  }

  int intAt(int column, int row) {
    return chunks[row >> Columns.CHUNK_BITS].ints()[column][row & (Columns.CHUNK - 1)];
  }
}
