package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.types.DType;

/// Rounding to a format with fewer exponent and mantissa bits: to nearest even; overflow gives infinity, what would be
/// subnormal gives zero, NaN stays.
final class PrecisionKernels {
  private PrecisionKernels() {}

  static Kernel reduce(DType t, int exponentBits, int mantissaBits) {
    return Blocks.rep(t) == Blocks.Rep.FLOAT
        ? Kernels.floats1((x, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[i] = (float) reduce(x[i], t, exponentBits, mantissaBits);
          }
        })
        : Kernels.eachDouble(x -> reduce(x, t, exponentBits, mantissaBits));
  }

  private static double reduce(double x, DType t, int exponentBits, int mantissaBits) {
    if (x != x || x == 0 || Double.isInfinite(x)) {
      return x;
    }
    int ownMantissa =
        switch (t.code()) {
          case FLOAT16 -> 10;
          case BFLOAT16 -> 7;
          case FLOAT32 -> 23;
          default -> 52;
        };
    int ownExponent =
        switch (t.code()) {
          case FLOAT16 -> 5;
          case BFLOAT16, FLOAT32 -> 8;
          default -> 11;
        };
    double r = x;
    if (mantissaBits < ownMantissa) {
      // Subnormals keep as many bits as their own format gives them: round at the place of the last one.
      int ownLowest = 2 - (1 << (ownExponent - 1));
      int exponent = Math.max(Math.getExponent(x), ownLowest);
      double unit = Math.scalb(1.0, exponent - mantissaBits);
      r = unit == 0 ? x : Math.rint(x / unit) * unit;
    }
    if (exponentBits < ownExponent) {
      int bias = (1 << (exponentBits - 1)) - 1;
      int e = Math.getExponent(r);
      if (e > bias) {
        return Math.copySign(Double.POSITIVE_INFINITY, x);
      }
      if (e < 1 - bias) {
        return Math.copySign(0, x);
      }
    }
    return Math.copySign(r, x);
  }
}
