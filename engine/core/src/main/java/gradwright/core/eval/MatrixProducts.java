package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Contraction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;

/// General dot products as batched matrix products [b, m, k] x [b, k, n]. 16-bit floats accumulate in float; sums run over
/// blocks of the contracted axis that are added up afterwards, which keeps rounding errors small.
final class MatrixProducts {
  private static final int BLOCK = 128;

  private MatrixProducts() {}

  static Array evaluate(Contraction.DotGeneral p, Array lhs, Array rhs, Aval out, Device device) {
    DType t = computeType(lhs.dtype(), rhs.dtype(), out.dtype());
    Ints lhsFree = free(lhs, p.lhsBatch(), p.lhsContracting());
    Ints rhsFree = free(rhs, p.rhsBatch(), p.rhsContracting());
    int b = size(lhs, p.lhsBatch());
    int m = size(lhs, lhsFree);
    int k = size(lhs, p.lhsContracting());
    int n = size(rhs, rhsFree);
    Array a = Strided.transpose(lhs, p.lhsBatch().concat(lhsFree).concat(p.lhsContracting()));
    Array c = Strided.transpose(rhs, p.rhsBatch().concat(p.rhsContracting()).concat(rhsFree));
    a = ElementwiseEvaluator.convert(a, t, device);
    c = ElementwiseEvaluator.convert(c, t, device);
    Object x = Blocks.load(a);
    Object y = Blocks.load(c);
    int total = Math.toIntExact(out.shape().elements());
    Object r = Blocks.buffer(Blocks.rep(t), total);
    for (int i = 0; i < b; i++) {
      multiply(x, i * m * k, y, i * k * n, r, i * m * n, m, k, n, t);
    }
    Array product = Blocks.store(new Aval(t, Shape.of(b, m, n), false), device, r);
    return ElementwiseEvaluator.convert(product, out.dtype(), device).view(out);
  }

  /// The dtype to compute in: wide enough for the operands and the result.
  private static DType computeType(DType a, DType b, DType out) {
    if (out.isInexact()) {
      boolean wide = a.realType() == DType.FLOAT64 || b.realType() == DType.FLOAT64 || out.realType() == DType.FLOAT64;
      boolean complex = a.isComplex() || b.isComplex() || out.isComplex();
      return complex ? (wide ? DType.COMPLEX128 : DType.COMPLEX64) : wide ? DType.FLOAT64 : DType.FLOAT32;
    }
    return out;
  }

  private static Ints free(Array x, Ints batch, Ints contracting) {
    Ints r = Ints.EMPTY;
    for (int i = 0; i < x.rank(); i++) {
      r = batch.contains(i) || contracting.contains(i) ? r : r.plus(i);
    }
    return r;
  }

  private static int size(Array x, Ints axes) {
    int n = 1;
    for (int axis : axes.toArray()) {
      n = Math.multiplyExact(n, x.shape().size(axis));
    }
    return n;
  }

  private static void multiply(Object x, int xAt, Object y, int yAt, Object r, int rAt, int m, int k, int n, DType t) {
    switch (r) {
      case float[] o -> floats((float[]) x, xAt, (float[]) y, yAt, o, rAt, m, k, n);
      case double[] o when t.isComplex() -> complexes((double[]) x, xAt, (double[]) y, yAt, o, rAt, m, k, n);
      case double[] o -> doubles((double[]) x, xAt, (double[]) y, yAt, o, rAt, m, k, n);
      case int[] o -> {
        ints((int[]) x, xAt, (int[]) y, yAt, o, rAt, m, k, n);
        if (t.isBool()) {
          for (int i = rAt; i < rAt + m * n; i++) {
            o[i] = o[i] != 0 ? 1 : 0;
          }
        }
      }
      case long[] o -> longs((long[]) x, xAt, (long[]) y, yAt, o, rAt, m, k, n);
      default -> throw new IllegalStateException();
    }
  }

  private static void floats(float[] x, int xAt, float[] y, int yAt, float[] r, int rAt, int m, int k, int n) {
    if (n == 1) {
      for (int i = 0; i < m; i++) {
        r[rAt + i] = dot(x, xAt + i * k, y, yAt, k);
      }
      return;
    }
    float[] partial = new float[n];
    for (int i = 0; i < m; i++) {
      int to = rAt + i * n;
      for (int k0 = 0; k0 < k; k0 += BLOCK) {
        int k1 = Math.min(k, k0 + BLOCK);
        java.util.Arrays.fill(partial, 0);
        for (int q = k0; q < k1; q++) {
          float v = x[xAt + i * k + q];
          int row = yAt + q * n;
          for (int j = 0; j < n; j++) {
            partial[j] += v * y[row + j];
          }
        }
        for (int j = 0; j < n; j++) {
          r[to + j] += partial[j];
        }
      }
      if ((i & 63) == 63) {
        Session.current().poll();
      }
    }
  }

  private static float dot(float[] x, int xAt, float[] y, int yAt, int k) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < k; i += 4) {
      a += (double) x[xAt + i] * y[yAt + i];
      b += (double) x[xAt + i + 1] * y[yAt + i + 1];
      c += (double) x[xAt + i + 2] * y[yAt + i + 2];
      d += (double) x[xAt + i + 3] * y[yAt + i + 3];
    }
    for (; i < k; i++) {
      a += (double) x[xAt + i] * y[yAt + i];
    }
    return (float) (a + b + (c + d));
  }

  private static void doubles(double[] x, int xAt, double[] y, int yAt, double[] r, int rAt, int m, int k, int n) {
    double[] partial = new double[n];
    for (int i = 0; i < m; i++) {
      int to = rAt + i * n;
      for (int k0 = 0; k0 < k; k0 += BLOCK) {
        int k1 = Math.min(k, k0 + BLOCK);
        java.util.Arrays.fill(partial, 0);
        for (int q = k0; q < k1; q++) {
          double v = x[xAt + i * k + q];
          int row = yAt + q * n;
          for (int j = 0; j < n; j++) {
            partial[j] += v * y[row + j];
          }
        }
        for (int j = 0; j < n; j++) {
          r[to + j] += partial[j];
        }
      }
      if ((i & 63) == 63) {
        Session.current().poll();
      }
    }
  }

  private static void complexes(double[] x, int xAt, double[] y, int yAt, double[] r, int rAt, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < k; q++) {
        double a = x[2 * (xAt + i * k + q)];
        double b = x[2 * (xAt + i * k + q) + 1];
        int row = 2 * (yAt + q * n);
        int to = 2 * (rAt + i * n);
        for (int j = 0; j < 2 * n; j += 2) {
          r[to + j] += a * y[row + j] - b * y[row + j + 1];
          r[to + j + 1] += a * y[row + j + 1] + b * y[row + j];
        }
      }
    }
  }

  private static void ints(int[] x, int xAt, int[] y, int yAt, int[] r, int rAt, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < k; q++) {
        int v = x[xAt + i * k + q];
        int row = yAt + q * n;
        int to = rAt + i * n;
        for (int j = 0; j < n; j++) {
          r[to + j] += v * y[row + j];
        }
      }
    }
  }

  private static void longs(long[] x, int xAt, long[] y, int yAt, long[] r, int rAt, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int q = 0; q < k; q++) {
        long v = x[xAt + i * k + q];
        int row = yAt + q * n;
        int to = rAt + i * n;
        for (int j = 0; j < n; j++) {
          r[to + j] += v * y[row + j];
        }
      }
    }
  }
}
