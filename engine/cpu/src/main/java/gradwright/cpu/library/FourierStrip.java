package gradwright.cpu.library;

import gradwright.core.types.DType;

/// Some neighbouring lines of one length.
final class FourierStrip {
  /// How many lines are taken together.
  static final int NEIGHBOURS = 8;

  /// The lines, interleaved.
  final double[][] data;

  private final FourierPlan plan;
  private final DType t;
  private final int n;
  private final boolean conjugate;
  private double[] room;
  private final double[] strip;

  /// Room for `together` lines of the plan's length. The inverse is the transform of the conjugates, conjugated.
  FourierStrip(FourierPlan plan, DType t, int together, boolean conjugate) {
    this.plan = plan;
    this.t = t;
    this.n = plan.length();
    this.conjugate = conjugate;
    data = new double[together][2 * n];
    strip = new double[2 * together];
    room = new double[plan.room()];
  }

  /// Transforms a line.
  void transform(int line) {
    double[] r = plan.forward(data[line], room);
    if (r == room) {
      room = data[line];
    }
    data[line] = r;
  }

  /// Loads `m` lines that lie side by side, `step` bytes from one element to the next.
  void load(long from, long step, int m) {
    if (m == 1 && step == t.byteSize()) {
      Elements.load(t, from, data[0], 2 * n);
    } else {
      for (int i = 0; i < n; i++) {
        Elements.load(t, from + i * step, strip, 2 * m);
        for (int j = 0; j < m; j++) {
          data[j][2 * i] = strip[2 * j];
          data[j][2 * i + 1] = strip[2 * j + 1];
        }
      }
    }
    if (conjugate) {
      for (int j = 0; j < m; j++) {
        double[] x = data[j];
        for (int i = 1; i < 2 * n; i += 2) {
          x[i] = -x[i];
        }
      }
    }
  }

  /// Stores `m` lines the same way, times `scale`.
  void store(long to, long step, int m, double scale) {
    double imaginary = conjugate ? -scale : scale;
    for (int j = 0; j < m && (scale != 1 || conjugate); j++) {
      double[] x = data[j];
      for (int i = 0; i < 2 * n; i += 2) {
        x[i] *= scale;
        x[i + 1] *= imaginary;
      }
    }
    if (m == 1 && step == t.byteSize()) {
      Elements.store(t, data[0], to, 2 * n);
      return;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        strip[2 * j] = data[j][2 * i];
        strip[2 * j + 1] = data[j][2 * i + 1];
      }
      Elements.store(t, strip, to + i * step, 2 * m);
    }
  }
}
