package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.types.DType;

/// Rounding to a format with fewer exponent and mantissa bits: to nearest even; overflow gives infinity, what would be
/// subnormal gives zero, NaN stays.
final class PrecisionKernels {
  private PrecisionKernels() {}

  static Kernel reduce(DType t, int exponentBits, int mantissaBits) {
    return Blocks.rep(t) == Blocks.Rep.FLOAT
        ? Kernels.floats1(
            (x, out, n) -> {
              for (int i = 0; i < n; i++) {
                out[i] = (float) reduce(x[i], exponentBits, mantissaBits);
              }
            })
        : Kernels.eachDouble(x -> reduce(x, exponentBits, mantissaBits));
  }

  private static double reduce(double x, int exponentBits, int mantissaBits) {
    if (x != x || x == 0 || Double.isInfinite(x)) {
      return x;
    }
    double r = x;
    if (mantissaBits < 52) {
      int drop = 52 - mantissaBits;
      long b = Double.doubleToRawLongBits(x);
      long odd = (b >>> drop) & 1;
      b += (1L << (drop - 1)) - 1 + odd;
      r = Double.longBitsToDouble(b >>> drop << drop);
    }
    if (exponentBits < 11) {
      int bias = (1 << (exponentBits - 1)) - 1;
      int e = Math.getExponent(r);
      if (e > bias) {
        return Math.copySign(Double.POSITIVE_INFINITY, x);
      }
      if (e < 1 - bias) {
        return Math.copySign(0, x);
      }
    }
    return r;
  }
}
