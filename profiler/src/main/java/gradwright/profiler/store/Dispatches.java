package gradwright.profiler.store;

/// Calls of compiled programs by the host.
public final class Dispatches implements Spans {
  private final Rows rows;

  Dispatches(Rows rows) {
    this.rows = rows;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public long start(int call) {
    return rows.longAt(0, call);
  }

  @Override
  public long nanos(int call) {
    return rows.longAt(1, call);
  }

  public int program(int call) {
    return rows.intAt(0, call);
  }

  /// The number of the place in [Recording#places()].
  public int place(int call) {
    return rows.intAt(1, call);
  }

  /// The number of the device in [Recording#devices()].
  public int device(int call) {
    return rows.intAt(2, call);
  }
}
