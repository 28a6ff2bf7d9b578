package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;

/// Kernels of float16, bfloat16 and float32, computed in float or, where a function is not exact there, in double and
/// rounded once.
final class FloatKernels {
  private FloatKernels() {}

  static Kernel unary(UnaryOp op) {
    return switch (op) {
      case COPY, STOP_GRADIENT -> Kernels.floats1((x, o, n) -> System.arraycopy(x, 0, o, 0, n));
      case NEG ->
          Kernels.floats1((x, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = -x[i];
            }
          });
      case ABS ->
          Kernels.floats1((x, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = Math.abs(x[i]);
            }
          });
      case SQUARE ->
          Kernels.floats1((x, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] * x[i];
            }
          });
      case SQRT ->
          Kernels.floats1((x, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = (float) Math.sqrt(x[i]);
            }
          });
      case IS_FINITE ->
          (in, out, n) -> {
            float[] x = (float[]) in[0];
            int[] o = (int[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = Math.abs(x[i]) <= Float.MAX_VALUE ? 1 : 0;
            }
          };
      case CONJ ->
          (in, out, n) -> {
            float[] x = (float[]) in[0];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = x[i];
              o[2 * i + 1] = -0.0;
            }
          };
      case EXP -> Kernels.floats1(SingleFunctions.each(SingleFunctions::exp));
      case LOG -> Kernels.floats1(SingleFunctions.each(SingleFunctions::log));
      case LOG1P -> Kernels.floats1(SingleFunctions.each(SingleFunctions::log1p));
      case TANH -> Kernels.floats1(SingleFunctions.each(SingleFunctions::tanh));
      case LOGISTIC -> Kernels.floats1(SingleFunctions.each(SingleFunctions::logistic));
      case ERF -> Kernels.floats1(SingleFunctions.each(SingleFunctions::erf));
      case ERF_INV -> Kernels.floats1(SingleFunctions.each(SingleFunctions::erfInv));
      default -> Kernels.eachFloat(RealFunctions.unary(op));
    };
  }

  static Kernel binary(BinaryOp op, DType dtype) {
    return switch (op) {
      case ADD, ADD_ANY ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] + y[i];
            }
          });
      case SUB ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] - y[i];
            }
          });
      case MUL ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] * y[i];
            }
          });
      case DIV ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] / y[i];
            }
          });
      case MAX ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = Math.max(x[i], y[i]);
            }
          });
      case MIN ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = Math.min(x[i], y[i]);
            }
          });
      case REM ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] % y[i];
            }
          });
      case NEXTAFTER ->
          Kernels.floats2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = nextAfter(x[i], y[i], dtype);
            }
          });
      case COMPLEX ->
          (in, out, n) -> {
            float[] x = (float[]) in[0];
            float[] y = (float[]) in[1];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = x[i];
              o[2 * i + 1] = y[i];
            }
          };
      case EQ, NE, LT, LE, GT, GE, EQ_TO, LE_TO, LT_TO -> compare(op);
      default -> Kernels.eachFloat(RealFunctions.binary(op));
    };
  }

  private static Kernel compare(BinaryOp op) {
    return Kernels.compareFloats(
        switch (op) {
          case EQ ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] == y[i] ? 1 : 0;
                }
              };
          case NE ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] != y[i] ? 1 : 0;
                }
              };
          case LT ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] < y[i] ? 1 : 0;
                }
              };
          case LE ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] <= y[i] ? 1 : 0;
                }
              };
          case GT ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] > y[i] ? 1 : 0;
                }
              };
          case GE ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = x[i] >= y[i] ? 1 : 0;
                }
              };
          case EQ_TO ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = total(x[i]) == total(y[i]) ? 1 : 0;
                }
              };
          case LE_TO ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = total(x[i]) <= total(y[i]) ? 1 : 0;
                }
              };
          case LT_TO ->
              (x, y, o, n) -> {
                for (int i = 0; i < n; i++) {
                  o[i] = total(x[i]) < total(y[i]) ? 1 : 0;
                }
              };
          default -> throw new IllegalArgumentException(op.jaxName());
        });
  }

  /// The float's place in the total order -NaN < -inf < ... < -0 < 0 < ... < inf < NaN.
  private static int total(float f) {
    int b = Float.floatToRawIntBits(f);
    return b ^ ((b >> 31) & Integer.MAX_VALUE);
  }

  private static float nextAfter(float x, float y, DType dtype) {
    if (dtype == DType.FLOAT32) {
      return Math.nextAfter(x, (double) y);
    }
    if (x != x || y != y) {
      return Float.NaN;
    }
    if (x == y) {
      return y;
    }
    boolean half = dtype == DType.FLOAT16;
    short bits = half ? Float.floatToFloat16(x) : (short) (Float.floatToRawIntBits(x) >>> 16);
    if (x == 0) {
      bits = (short) (y > 0 ? 1 : 0x8001);
    } else {
      bits += (short) (y > x == x > 0 ? 1 : -1);
    }
    return half ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
  }
}
