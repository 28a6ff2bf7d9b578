package gradwright.cpu.library;

import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// Fourier transforms of real rows to half spectra and back, by complex transforms of half the length where that is even.
final class RealFourier {
  private final FourierPlan.Cache plans;
  private final FourierAxis axis;

  RealFourier(FourierPlan.Cache plans, FourierAxis axis) {
    this.plans = plans;
    this.axis = axis;
  }

  /// Real rows: an even row is one complex row of half its length, untangled afterwards.
  void forward(DType t, long from, long to, int n, long rows, Workers workers) {
    DType complex = t.complexType();
    int half = n / 2 + 1;
    if (n % 2 != 0) {
      oddForward(t, from, to, n, rows, workers);
      return;
    }
    double[] w = plans.roots(n);
    long bytes = (long) n * t.byteSize();
    try (ScratchMemory.Room between = workers.room(rows * bytes)) {
      axis.transform(complex, from, between.address(), Shape.of(Math.toIntExact(rows), n / 2), 1, false, workers);
      boolean single = t == DType.FLOAT32;
      workers.share(
          rows * half,
          FourierAxis.CHUNK,
          (lo, hi) -> {
            for (long at = lo; at < hi; ) {
              long r = at / half;
              int first = (int) (at % half);
              int end = (int) Math.min(half, first + hi - at);
              untangle(single, between.address() + r * bytes, to + r * half * complex.byteSize(), w, n / 2, first, end);
              at += end - first;
            }
          });
    }
  }

  private void oddForward(DType t, long from, long to, int n, long rows, Workers workers) {
    DType complex = t.complexType();
    int half = n / 2 + 1;
    FourierPlan plan = plans.of(n);
    workers.share(
        rows,
        Math.max(1, FourierAxis.CHUNK / n),
        (lo, hi) -> {
          double[] x = new double[2 * n];
          double[] line = new double[n];
          double[] room = new double[plan.room()];
          for (long r = lo; r < hi; r++) {
            Elements.load(t, from + r * n * t.byteSize(), line, n);
            for (int i = 0; i < n; i++) {
              x[2 * i] = line[i];
              x[2 * i + 1] = 0;
            }
            double[] z = plan.forward(x, room);
            Elements.store(complex, z, to + r * half * complex.byteSize(), 2 * half);
            if (z == room) {
              room = x;
              x = z;
            }
          }
        });
  }

  /// From the transform z of even elements plus i times odd ones: X[k] = E[k] + w^k O[k], for k from `first` to `end`.
  private static void untangle(boolean single, long z, long to, double[] w, int h, int first, int end) {
    for (int k = first; k < end; k++) {
      int a = k == h ? 0 : 2 * k;
      int b = k == 0 || k == h ? 0 : 2 * (h - k);
      double ar = number(single, z, a);
      double ai = number(single, z, a + 1);
      double br = number(single, z, b);
      double bi = number(single, z, b + 1);
      double er = 0.5 * (ar + br);
      double ei = 0.5 * (ai - bi);
      double or = 0.5 * (ai + bi);
      double oi = 0.5 * (br - ar);
      put(single, to, 2 * k, er + or * w[2 * k] - oi * w[2 * k + 1]);
      put(single, to, 2 * k + 1, ei + or * w[2 * k + 1] + oi * w[2 * k]);
    }
  }

  private static double number(boolean single, long from, int i) {
    return single ? Raw.floatAt(from + 4L * i) : Raw.doubleAt(from + 8L * i);
  }

  private static void put(boolean single, long to, int i, double v) {
    if (single) {
      Raw.set(to + 4L * i, (float) v);
    } else {
      Raw.set(to + 8L * i, v);
    }
  }

  /// Half spectra to real rows; the imaginary parts of the first and the middle frequency are not read.
  void inverse(DType complex, long from, long to, Shape in, Shape out, Workers workers) {
    int n = out.size(out.rank() - 1);
    int given = in.size(in.rank() - 1);
    if (n % 2 != 0) {
      oddInverse(complex, from, to, given, n, out.elements() / n, workers);
      return;
    }
    DType t = complex.realType();
    double[] w = plans.roots(n);
    long bytes = (long) n * t.byteSize();
    long rows = out.elements() / n;
    try (ScratchMemory.Room between = workers.room(rows * bytes)) {
      boolean single = t == DType.FLOAT32;
      workers.share(
          rows * (n / 2),
          FourierAxis.CHUNK,
          (lo, hi) -> {
            for (long at = lo; at < hi; ) {
              long r = at / (n / 2);
              int first = (int) (at % (n / 2));
              int end = (int) Math.min(n / 2, first + hi - at);
              tangle(
                  single,
                  from + r * given * complex.byteSize(),
                  given,
                  between.address() + r * bytes,
                  w,
                  n / 2,
                  first,
                  end);
              at += end - first;
            }
          });
      axis.transform(complex, between.address(), to, Shape.of(Math.toIntExact(rows), n / 2), 1, true, workers);
    }
  }

  private void oddInverse(DType complex, long from, long to, int given, int n, long rows, Workers workers) {
    DType t = complex.realType();
    int half = n / 2 + 1;
    FourierPlan plan = plans.of(n);
    workers.share(
        rows,
        Math.max(1, FourierAxis.CHUNK / n),
        (lo, hi) -> {
          double[] x = new double[2 * half];
          double[] z = new double[2 * n];
          double[] room = new double[plan.room()];
          double[] line = new double[n];
          for (long r = lo; r < hi; r++) {
            Elements.load(complex, from + r * given * complex.byteSize(), x, 2 * Math.min(given, half));
            x[1] = 0;
            for (int i = 0; i < n; i++) {
              int mirrored = i <= n / 2 ? i : n - i;
              z[2 * i] = x[2 * mirrored];
              // conjugated for the inverse
              z[2 * i + 1] = i <= n / 2 ? -x[2 * mirrored + 1] : x[2 * mirrored + 1];
            }
            double[] y = plan.forward(z, room);
            for (int i = 0; i < n; i++) {
              line[i] = y[2 * i] / n;
            }
            Elements.store(t, line, to + r * n * t.byteSize(), n);
            if (y == room) {
              room = z;
              z = y;
            }
          }
        });
  }

  /// E[k] + i O[k], where E = (X[k] + conj X[h-k]) / 2 and O = (X[k] - conj X[h-k]) / 2 w^-k.
  private static void tangle(boolean single, long x, int given, long to, double[] w, int h, int first, int end) {
    for (int k = first; k < end; k++) {
      int other = h - k;
      double ar = k < given ? number(single, x, 2 * k) : 0;
      double ai = k == 0 || k >= given ? 0 : number(single, x, 2 * k + 1);
      double br = other < given ? number(single, x, 2 * other) : 0;
      double bi = k == 0 || other >= given ? 0 : number(single, x, 2 * other + 1);
      double er = 0.5 * (ar + br);
      double ei = 0.5 * (ai - bi);
      double dr = 0.5 * (ar - br);
      double di = 0.5 * (ai + bi);
      double or = dr * w[2 * k] + di * w[2 * k + 1];
      double oi = di * w[2 * k] - dr * w[2 * k + 1];
      put(single, to, 2 * k, er - oi);
      put(single, to, 2 * k + 1, ei + or);
    }
  }
}
