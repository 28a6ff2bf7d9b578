package gradwright.profiler.store;

/// Copies between host and devices.
public final class Transfers implements Spans {
  private final Rows rows;

  Transfers(Rows rows) {
    this.rows = rows;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public long start(int transfer) {
    return rows.longAt(0, transfer);
  }

  @Override
  public long nanos(int transfer) {
    return rows.longAt(1, transfer);
  }

  public long bytes(int transfer) {
    return rows.longAt(2, transfer);
  }

  /// The number of the place in [Recording#places()].
  public int place(int transfer) {
    return rows.intAt(0, transfer);
  }

  /// The number of the source in [Recording#devices()].
  public int from(int transfer) {
    return rows.intAt(1, transfer);
  }

  /// The number of the target in [Recording#devices()].
  public int to(int transfer) {
    return rows.intAt(2, transfer);
  }
}
