package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.types.DType;
import gradwright.core.value.Bits;

/// Kernels between dtypes: floats to integers truncate and saturate (NaN to 0), integers wrap, everything to bool asks
/// whether it differs from zero, complex to real drops the imaginary part.
final class Conversions {
  private Conversions() {}

  static Kernel kernel(DType from, DType to) {
    return switch (Blocks.rep(from)) {
      case FLOAT, DOUBLE -> fromReal(from, to, 1);
      case COMPLEX -> to.isComplex() ? Kernels::copyPairs : to == DType.BOOL ? COMPLEX_TO_BOOL : fromReal(from, to, 2);
      case INT -> fromInt(from, to);
      case LONG -> fromLong(from, to);
    };
  }

  private static final Kernel COMPLEX_TO_BOOL =
      (in, out, n) -> {
        double[] x = (double[]) in[0];
        int[] o = (int[]) out;
        for (int i = 0; i < n; i++) {
          o[i] = x[2 * i] != 0 || x[2 * i + 1] != 0 ? 1 : 0;
        }
      };

  /// From floats, doubles or (with step 2) the real parts of pairs.
  private static Kernel fromReal(DType from, DType to, int step) {
    boolean single = Blocks.rep(from) == Blocks.Rep.FLOAT;
    return switch (Blocks.rep(to)) {
      case FLOAT ->
          single
              ? Kernels::copy
              : (in, out, n) -> {
                double[] x = (double[]) in[0];
                float[] o = (float[]) out;
                for (int i = 0; i < n; i++) {
                  // XLA rounds to bfloat16 by way of float, to float16 at once.
                  o[i] = (float) (to == DType.FLOAT16 ? Bits.round(to, x[i * step]) : x[i * step]);
                }
              };
      case DOUBLE ->
          (in, out, n) -> {
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = real(in[0], i * step);
            }
          };
      case COMPLEX ->
          (in, out, n) -> {
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = real(in[0], i);
              o[2 * i + 1] = 0;
            }
          };
      case INT ->
          to == DType.BOOL
              ? (in, out, n) -> {
                int[] o = (int[]) out;
                for (int i = 0; i < n; i++) {
                  o[i] = real(in[0], i * step) != 0 ? 1 : 0;
                }
              }
              : (in, out, n) -> {
                int[] o = (int[]) out;
                for (int i = 0; i < n; i++) {
                  o[i] = (int) Bits.doubleToInteger(to, real(in[0], i * step));
                }
              };
      case LONG ->
          (in, out, n) -> {
            long[] o = (long[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = Bits.doubleToInteger(to, real(in[0], i * step));
            }
          };
    };
  }

  private static double real(Object x, int i) {
    return x instanceof float[] f ? f[i] : ((double[]) x)[i];
  }

  private static Kernel fromInt(DType from, DType to) {
    long mask = from == DType.UINT32 ? 0xffffffffL : -1L;
    return switch (Blocks.rep(to)) {
      case INT ->
          to == DType.BOOL
              ? (in, out, n) -> {
                int[] x = (int[]) in[0];
                int[] o = (int[]) out;
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] != 0 ? 1 : 0;
                }
              }
              : Kernels::copy;
      case LONG ->
          (in, out, n) -> {
            int[] x = (int[]) in[0];
            long[] o = (long[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = x[i] & mask;
            }
          };
      case FLOAT ->
          (in, out, n) -> {
            int[] x = (int[]) in[0];
            float[] o = (float[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = (float) (x[i] & mask);
            }
          };
      case DOUBLE ->
          (in, out, n) -> {
            int[] x = (int[]) in[0];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = x[i] & mask;
            }
          };
      case COMPLEX ->
          (in, out, n) -> {
            int[] x = (int[]) in[0];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = x[i] & mask;
              o[2 * i + 1] = 0;
            }
          };
    };
  }

  private static Kernel fromLong(DType from, DType to) {
    boolean unsigned = from == DType.UINT64;
    return switch (Blocks.rep(to)) {
      case INT ->
          (in, out, n) -> {
            long[] x = (long[]) in[0];
            int[] o = (int[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = to == DType.BOOL ? (x[i] != 0 ? 1 : 0) : (int) x[i];
            }
          };
      case LONG -> Kernels::copy;
      case FLOAT ->
          (in, out, n) -> {
            long[] x = (long[]) in[0];
            float[] o = (float[]) out;
            for (int i = 0; i < n; i++) {
              // The low bit kept by the shift makes the rounding right.
              o[i] = unsigned && x[i] < 0 ? (float) ((x[i] >>> 1) | (x[i] & 1)) * 2 : (float) x[i];
            }
          };
      case DOUBLE ->
          (in, out, n) -> {
            long[] x = (long[]) in[0];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = Bits.integerToDouble(from, x[i]);
            }
          };
      case COMPLEX ->
          (in, out, n) -> {
            long[] x = (long[]) in[0];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = Bits.integerToDouble(from, x[i]);
              o[2 * i + 1] = 0;
            }
          };
    };
  }
}
