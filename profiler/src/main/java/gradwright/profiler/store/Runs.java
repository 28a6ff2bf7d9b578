package gradwright.profiler.store;

/// Runs of kernels on one device.
public final class Runs implements Spans {
  private final Rows rows;

  Runs(Rows rows) {
    this.rows = rows;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public long start(int run) {
    return rows.longAt(0, run);
  }

  @Override
  public long nanos(int run) {
    return rows.longAt(1, run);
  }

  /// The kernel's number.
  public int kernel(int run) {
    return rows.intAt(0, run);
  }
}
