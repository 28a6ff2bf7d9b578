package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.types.DType;

/// Integer powers by repeated squaring, in the element's own arithmetic; a negative power inverts the result.
final class PowerKernels {
  private PowerKernels() {}

  static Kernel integerPow(DType t, int y) {
    long power = Math.abs((long) y);
    return switch (Blocks.rep(t)) {
      case FLOAT ->
          Kernels.floats1((x, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = of(x[i], power, y < 0);
            }
          });
      case DOUBLE -> Kernels.eachDouble(x -> of(x, power, y < 0));
      case INT ->
          Kernels.eachInt(x -> {
            int r = 1;
            int b = x;
            for (long k = power; k > 0; k >>= 1) {
              r = (k & 1) != 0 ? r * b : r;
              b *= b;
            }
            return r;
          });
      case LONG ->
          Kernels.eachLong(x -> {
            long r = 1;
            long b = x;
            for (long k = power; k > 0; k >>= 1) {
              r = (k & 1) != 0 ? r * b : r;
              b *= b;
            }
            return r;
          });
      case COMPLEX -> complex(power, y < 0);
    };
  }

  private static float of(float x, long power, boolean invert) {
    float r = 1;
    float b = x;
    for (long k = power; k > 0; k >>= 1) {
      r = (k & 1) != 0 ? r * b : r;
      b *= b;
    }
    return invert ? 1 / r : r;
  }

  private static double of(double x, long power, boolean invert) {
    double r = 1;
    double b = x;
    for (long k = power; k > 0; k >>= 1) {
      r = (k & 1) != 0 ? r * b : r;
      b *= b;
    }
    return invert ? 1 / r : r;
  }

  private static Kernel complex(long power, boolean invert) {
    return (in, out, n) -> {
      double[] x = (double[]) in[0];
      double[] o = (double[]) out;
      for (int i = 0; i < 2 * n; i += 2) {
        double rr = 1;
        double ri = 0;
        double br = x[i];
        double bi = x[i + 1];
        boolean first = true;
        for (long k = power; k > 0; k >>= 1) {
          if ((k & 1) != 0) {
            double t = first ? br : rr * br - ri * bi;
            ri = first ? bi : rr * bi + ri * br;
            rr = t;
            first = false;
          }
          double t = br * br - bi * bi;
          bi = 2 * br * bi;
          br = t;
        }
        if (invert) {
          ComplexFunctions.divide(1, 0, rr, ri, o, i);
        } else {
          ComplexFunctions.set(o, i, rr, ri);
        }
      }
    };
  }
}
