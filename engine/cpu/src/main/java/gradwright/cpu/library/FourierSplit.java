package gradwright.cpu.library;

import gradwright.core.types.DType;

/// One long line as a matrix of `a` rows and `b` columns: the columns are transformed and turned by twiddles, then
/// the rows, whose results interleave.
final class FourierSplit {
  private static final int LOW = 1024;
  private final FourierPlan.Cache plans;
  private final DType t;
  private final int n;
  private final int a;
  private final int b;
  private final boolean inverse;
  // exp(-2 pi i k / n) for k = LOW * high + low
  private final double[] low;
  private final double[] high;

  FourierSplit(FourierPlan.Cache plans, DType t, int n, int a, boolean inverse) {
    this.plans = plans;
    this.t = t;
    this.n = n;
    this.a = a;
    this.b = n / a;
    this.inverse = inverse;
    low = new double[2 * LOW];
    high = new double[2 * (n / LOW + 1)];
    for (int k = 0; k < LOW; k++) {
      FourierPlan.root(low, k, k, n);
    }
    for (int k = 0; k <= n / LOW; k++) {
      FourierPlan.root(high, k, (long) k * LOW, n);
    }
  }

  /// Transforms the line at `from` to `to`, with room for as much at `between`.
  void run(long from, long between, long to, Workers workers) {
    long bytes = t.byteSize();
    FourierPlan columns = plans.of(a);
    FourierPlan rows = plans.of(b);
    workers.share(
        (b + FourierStrip.NEIGHBOURS - 1) / FourierStrip.NEIGHBOURS,
        2,
        (lo, hi) -> {
          FourierStrip l = new FourierStrip(columns, t, FourierStrip.NEIGHBOURS, false);
          for (long item = lo; item < hi; item++) {
            int first = (int) item * FourierStrip.NEIGHBOURS;
            int m = Math.min(FourierStrip.NEIGHBOURS, b - first);
            l.load(from + first * bytes, b * bytes, m);
            for (int j = 0; j < m; j++) {
              if (inverse) {
                conjugate(l.data[j], a);
              }
              l.transform(j);
              turn(l.data[j], first + j);
            }
            l.store(between + first * bytes, b * bytes, m, 1);
          }
        });
    double scale = inverse ? 1.0 / n : 1;
    workers.share(
        (a + FourierStrip.NEIGHBOURS - 1) / FourierStrip.NEIGHBOURS,
        2,
        (lo, hi) -> {
          FourierStrip l = new FourierStrip(rows, t, FourierStrip.NEIGHBOURS, false);
          for (long item = lo; item < hi; item++) {
            int first = (int) item * FourierStrip.NEIGHBOURS;
            int m = Math.min(FourierStrip.NEIGHBOURS, a - first);
            for (int j = 0; j < m; j++) {
              Elements.load(t, between + (long) (first + j) * b * bytes, l.data[j], 2 * b);
              l.transform(j);
              if (inverse) {
                conjugate(l.data[j], b);
              }
            }
            l.store(to + first * bytes, a * bytes, m, scale);
          }
        });
  }

  private static void conjugate(double[] x, int n) {
    for (int i = 1; i < 2 * n; i += 2) {
      x[i] = -x[i];
    }
  }

  /// Multiplies element k by exp(-2 pi i k column / n).
  private void turn(double[] x, int column) {
    for (int k = 1; k < a; k++) {
      int j = k * column;
      int h = 2 * (j / LOW);
      int l = 2 * (j % LOW);
      double wr = high[h] * low[l] - high[h + 1] * low[l + 1];
      double wi = high[h] * low[l + 1] + high[h + 1] * low[l];
      double re = x[2 * k];
      double im = x[2 * k + 1];
      x[2 * k] = re * wr - im * wi;
      x[2 * k + 1] = re * wi + im * wr;
    }
  }
}
