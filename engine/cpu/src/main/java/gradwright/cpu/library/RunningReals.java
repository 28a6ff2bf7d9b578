package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;

/// Running operations on floats, in double precision; products are rounded to single at each step but for float64.
record RunningReals(Reduction.Op op, DType t) implements Running {
  @Override
  public Object start() {
    return switch (op) {
      case SUM -> 0.0;
      case PROD -> 1.0;
      case MIN -> Double.POSITIVE_INFINITY;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  @Override
  public Object join(Object a, Object b) {
    double[] v = {(Double) b};
    return combine(v, 1, false, (Double) a);
  }

  @Override
  public Object row(long in, long out, int length, boolean reverse, Object total) {
    double[] block = new double[Math.min(BLOCK, length)];
    double running = (Double) total;
    int bytes = t.byteSize();
    for (int done = 0; done < length; done += block.length) {
      int n = Math.min(block.length, length - done);
      long at = (long) (reverse ? length - done - n : done) * bytes;
      Elements.load(t, in + at, block, n);
      running = combine(block, n, reverse, running);
      if (out != 0) {
        Elements.store(t, block, out + at, n);
      }
    }
    return running;
  }

  private double combine(double[] x, int n, boolean reverse, double running) {
    int at = reverse ? n - 1 : 0;
    int step = reverse ? -1 : 1;
    double r = running;
    switch (op) {
      case SUM -> {
        for (int i = 0; i < n; i++, at += step) {
          r += x[at];
          x[at] = r;
        }
      }
      case PROD -> {
        boolean single = t != DType.FLOAT64;
        for (int i = 0; i < n; i++, at += step) {
          r *= x[at];
          r = single ? (float) r : r;
          x[at] = r;
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++, at += step) {
          r = Math.max(r, x[at]);
          x[at] = r;
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++, at += step) {
          r = Math.min(r, x[at]);
          x[at] = r;
        }
      }
      default -> {
        for (int i = 0; i < n; i++, at += step) {
          r = logAddExp(r, x[at]);
          x[at] = r;
        }
      }
    }
    return r;
  }

  @Override
  public void columns(long in, long out, long step, int length, int n) {
    double[] running = new double[n];
    double[] line = new double[n];
    for (int i = 0; i < length; i++) {
      Elements.load(t, in + i * step, i == 0 ? running : line, n);
      if (i > 0) {
        each(running, line, n);
      }
      Elements.store(t, running, out + i * step, n);
    }
  }

  private void each(double[] r, double[] x, int n) {
    switch (op) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          r[i] += x[i];
        }
      }
      case PROD -> {
        boolean single = t != DType.FLOAT64;
        for (int i = 0; i < n; i++) {
          double v = r[i] * x[i];
          r[i] = single ? (float) v : v;
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          r[i] = Math.max(r[i], x[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          r[i] = Math.min(r[i], x[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          r[i] = logAddExp(r[i], x[i]);
        }
      }
    }
  }

  private static double logAddExp(double a, double b) {
    double m = Math.max(a, b);
    return Double.isInfinite(m) || m != m ? m : m + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}
