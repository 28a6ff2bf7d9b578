package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;

/// Index of the first extreme element along an axis; the first NaN wins.
final class ArgReductions {
  private ArgReductions() {}

  static Array evaluate(Reduction.ArgReduce p, Array x, Aval out, Device device) {
    int length = x.shape().size(p.axis());
    int rows = (int) (x.elements() / length);
    Object data = Blocks.load(ReductionEvaluator.axesLast(x, Ints.of(p.axis())));
    Array result = Array.allocate(out, device);
    for (int r = 0; r < rows; r++) {
      int from = r * length;
      int best =
          switch (data) {
            case float[] v -> of(v, from, length, p.max());
            case double[] v when x.dtype().isComplex() -> ofPairs(v, from, length, p.max());
            case double[] v -> of(v, from, length, p.max());
            case int[] v -> of(v, from, length, p.max(), x.dtype() == DType.UINT32 ? Integer.MIN_VALUE : 0);
            case long[] v -> of(v, from, length, p.max(), x.dtype() == DType.UINT64 ? Long.MIN_VALUE : 0);
            default -> throw new IllegalStateException();
          };
      result.setLong(r, best);
    }
    return result;
  }

  private static int of(float[] x, int from, int n, boolean max) {
    int best = 0;
    float v = x[from];
    for (int i = 1; i < n && v == v; i++) {
      float c = x[from + i];
      if (max ? c > v || c != c : c < v || c != c) {
        v = c;
        best = i;
      }
    }
    return best;
  }

  private static int of(double[] x, int from, int n, boolean max) {
    int best = 0;
    double v = x[from];
    for (int i = 1; i < n && v == v; i++) {
      double c = x[from + i];
      if (max ? c > v || c != c : c < v || c != c) {
        v = c;
        best = i;
      }
    }
    return best;
  }

  private static int ofPairs(double[] x, int from, int n, boolean max) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      double a = x[2 * (from + best)];
      double b = x[2 * (from + best) + 1];
      double c = x[2 * (from + i)];
      double d = x[2 * (from + i) + 1];
      if (a != a || b != b) {
        break;
      }
      boolean better = max ? c > a || (c == a && d > b) : c < a || (c == a && d < b);
      if (better || c != c || d != d) {
        best = i;
      }
    }
    return best;
  }

  private static int of(int[] x, int from, int n, boolean max, int flip) {
    int best = 0;
    int v = x[from] ^ flip;
    for (int i = 1; i < n; i++) {
      int c = x[from + i] ^ flip;
      if (max ? c > v : c < v) {
        v = c;
        best = i;
      }
    }
    return best;
  }

  private static int of(long[] x, int from, int n, boolean max, long flip) {
    int best = 0;
    long v = x[from] ^ flip;
    for (int i = 1; i < n; i++) {
      long c = x[from + i] ^ flip;
      if (max ? c > v : c < v) {
        v = c;
        best = i;
      }
    }
    return best;
  }
}
