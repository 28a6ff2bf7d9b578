package gradwright.profiler.store;

/// Calls that found their program.
public final class CacheHits {
  private final Rows rows;

  CacheHits(Rows rows) {
    this.rows = rows;
  }

  public int size() {
    return rows.size();
  }

  public long start(int hit) {
    return rows.longAt(0, hit);
  }

  public int program(int hit) {
    return rows.intAt(0, hit);
  }

  /// The number of the place in [Recording#places()].
  public int place(int hit) {
    return rows.intAt(1, hit);
  }
}
