package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;

/// Kernels of float64.
final class DoubleKernels {
  private DoubleKernels() {}

  static Kernel unary(UnaryOp op) {
    return switch (op) {
      case COPY, STOP_GRADIENT -> Kernels.doubles1((x, o, n) -> System.arraycopy(x, 0, o, 0, n));
      case NEG ->
          Kernels.doubles1((x, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = -x[i];
            }
          });
      case IS_FINITE ->
          (in, out, n) -> {
            double[] x = (double[]) in[0];
            int[] o = (int[]) out;
            for (int i = 0; i < n; i++) {
              o[i] = Math.abs(x[i]) <= Double.MAX_VALUE ? 1 : 0;
            }
          };
      case CONJ ->
          (in, out, n) -> {
            double[] x = (double[]) in[0];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = x[i];
              o[2 * i + 1] = -0.0;
            }
          };
      default -> Kernels.eachDouble(RealFunctions.unary(op));
    };
  }

  static Kernel binary(BinaryOp op) {
    return switch (op) {
      case ADD, ADD_ANY ->
          Kernels.doubles2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] + y[i];
            }
          });
      case SUB ->
          Kernels.doubles2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] - y[i];
            }
          });
      case MUL ->
          Kernels.doubles2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] * y[i];
            }
          });
      case DIV ->
          Kernels.doubles2((x, y, o, n) -> {
            for (int i = 0; i < n; i++) {
              o[i] = x[i] / y[i];
            }
          });
      case MAX -> Kernels.eachDouble((x, y) -> Math.max(x, y));
      case MIN -> Kernels.eachDouble((x, y) -> Math.min(x, y));
      case REM -> Kernels.eachDouble((x, y) -> x % y);
      case NEXTAFTER -> Kernels.eachDouble((x, y) -> Math.nextAfter(x, y));
      case COMPLEX ->
          (in, out, n) -> {
            double[] x = (double[]) in[0];
            double[] y = (double[]) in[1];
            double[] o = (double[]) out;
            for (int i = 0; i < n; i++) {
              o[2 * i] = x[i];
              o[2 * i + 1] = y[i];
            }
          };
      case EQ, NE, LT, LE, GT, GE, EQ_TO, LE_TO, LT_TO -> compare(op);
      default -> Kernels.eachDouble(RealFunctions.binary(op));
    };
  }

  private static Kernel compare(BinaryOp op) {
    return Kernels.compareDoubles(
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

  private static long total(double f) {
    long b = Double.doubleToRawLongBits(f);
    return b ^ ((b >> 63) & Long.MAX_VALUE);
  }
}
