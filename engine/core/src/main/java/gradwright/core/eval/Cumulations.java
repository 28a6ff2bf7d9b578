package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.Bits;

/// Running sums, products, extremes and log-sum-exps along an axis.
final class Cumulations {
  private Cumulations() {}

  static Array evaluate(Reduction.Cumulative p, Array x, Device device) {
    int length = x.shape().size(p.axis());
    if (x.elements() == 0) {
      return x;
    }
    int rows = (int) (x.elements() / length);
    Array moved = ReductionEvaluator.axesLast(x, Ints.of(p.axis()));
    Aval aval = moved.aval();
    Array result =
        switch (Blocks.rep(x.dtype())) {
          case FLOAT, DOUBLE ->
              Blocks.ofDoubles(aval, device, reals(p, Blocks.doubles(moved), rows, length, x.dtype()));
          case COMPLEX -> Blocks.store(aval, device, complexes(p, Blocks.doubles(moved), rows, length));
          case LONG -> Blocks.store(aval, device, integers(p, Blocks.longs(moved), rows, length, x.dtype()));
          case INT -> {
            long[] r = integers(p, Blocks.longs(moved), rows, length, x.dtype());
            int[] narrow = new int[r.length];
            for (int i = 0; i < r.length; i++) {
              narrow[i] = (int) r[i];
            }
            yield Blocks.store(aval, device, narrow);
          }
        };
    int last = x.rank() - 1;
    Ints back = Ints.range(0, last).insert(p.axis(), last);
    return Strided.transpose(result, back);
  }

  private static double[] reals(Reduction.Cumulative p, double[] x, int rows, int length, DType t) {
    int step = p.reverse() ? -1 : 1;
    for (int r = 0; r < rows; r++) {
      int at = r * length + (p.reverse() ? length - 1 : 0);
      double running = x[at];
      for (int i = 1; i < length; i++) {
        at += step;
        double v = x[at];
        running =
            switch (p.op()) {
              case SUM -> running + v;
              case PROD -> t == DType.FLOAT64 ? running * v : (float) (running * v);
              case MAX -> Math.max(running, v);
              case MIN -> Math.min(running, v);
              case LOGSUMEXP -> logAddExp(running, v);
              default -> throw new IllegalArgumentException(p.primitiveName());
            };
        x[at] = running;
      }
    }
    return x;
  }

  private static double logAddExp(double a, double b) {
    double m = Math.max(a, b);
    return Double.isInfinite(m) || m != m ? m : m + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  /// log(exp(a + ib) + exp(c + id)), with an imaginary part in (-pi, pi].
  private static double[] logAddExp(double a, double b, double c, double d) {
    double m = Math.max(a, c);
    if (Double.isInfinite(m) || m != m) {
      return a >= c ? new double[] {a, b} : new double[] {c, d};
    }
    double re = Math.exp(a - m) * Math.cos(b) + Math.exp(c - m) * Math.cos(d);
    double im = Math.exp(a - m) * Math.sin(b) + Math.exp(c - m) * Math.sin(d);
    return new double[] {m + Math.log(Math.hypot(re, im)), Math.atan2(im, re)};
  }

  private static long[] integers(Reduction.Cumulative p, long[] x, int rows, int length, DType t) {
    int step = p.reverse() ? -1 : 1;
    long flip = t == DType.UINT64 ? Long.MIN_VALUE : 0;
    for (int r = 0; r < rows; r++) {
      int at = r * length + (p.reverse() ? length - 1 : 0);
      long running = x[at];
      for (int i = 1; i < length; i++) {
        at += step;
        long v = x[at];
        running =
            switch (p.op()) {
              case SUM -> Bits.wrap(t, running + v);
              case PROD -> Bits.wrap(t, running * v);
              case MAX -> (running ^ flip) >= (v ^ flip) ? running : v;
              case MIN -> (running ^ flip) <= (v ^ flip) ? running : v;
              default -> throw new IllegalArgumentException(p.primitiveName());
            };
        x[at] = running;
      }
    }
    return x;
  }

  private static double[] complexes(Reduction.Cumulative p, double[] x, int rows, int length) {
    int step = p.reverse() ? -1 : 1;
    for (int r = 0; r < rows; r++) {
      int at = r * length + (p.reverse() ? length - 1 : 0);
      double a = x[2 * at];
      double b = x[2 * at + 1];
      for (int i = 1; i < length; i++) {
        at += step;
        double c = x[2 * at];
        double d = x[2 * at + 1];
        switch (p.op()) {
          case SUM -> {
            a += c;
            b += d;
          }
          case PROD -> {
            double t = a * c - b * d;
            b = a * d + b * c;
            a = t;
          }
          case MAX, MIN -> {
            // complex numbers are ordered by real part, then by imaginary part
            boolean later = c == a ? d > b : c > a;
            if (later == (p.op() == Reduction.Op.MAX) && (c != a || d != b)) {
              a = c;
              b = d;
            }
          }
          case LOGSUMEXP -> {
            double[] sum = logAddExp(a, b, c, d);
            a = sum[0];
            b = sum[1];
          }
          default -> throw new IllegalArgumentException(p.primitiveName() + " of complex numbers");
        }
        ComplexFunctions.set(x, 2 * at, a, b);
      }
    }
    return x;
  }
}
