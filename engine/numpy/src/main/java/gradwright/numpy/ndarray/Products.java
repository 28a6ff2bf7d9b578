package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.util.Arrays;

/// Products of matrices, for sizes that do not pay for a call of a library.
public final class Products {
  private Products() {}

  /// Products of stacks of matrices: `(..., n, k)` and `(..., k, m)` to `(..., n, m)`; sums are kept in double precision.
  public static NdArray matmul(NdArray a, NdArray b, ElementType type) {
    int ra = a.rank();
    int rb = b.rank();
    int n = a.shape[ra - 2];
    int k = a.shape[ra - 1];
    int m = b.shape[rb - 1];
    if (k != b.shape[rb - 2]) {
      throw JaxError.value(
          "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?)"
              + " (size "
              + b.shape[rb - 2]
              + " is different from "
              + k
              + ")");
    }
    NdArray stackA = a.view(a.offset, Arrays.copyOf(a.shape, ra - 2), Arrays.copyOf(a.strides, ra - 2), a.type);
    NdArray stackB = b.view(b.offset, Arrays.copyOf(b.shape, rb - 2), Arrays.copyOf(b.strides, rb - 2), b.type);
    int[] stack = Layouts.broadcast(stackA, stackB);
    int[] shape = Arrays.copyOf(stack, stack.length + 2);
    shape[stack.length] = n;
    shape[stack.length + 1] = m;
    NdArray out = NdArray.allocate(type, shape);
    Cursor ca = new Cursor(a, full(stack, n, k), full(Layouts.stretched(stackA, stack), a.strides, ra));
    Cursor cb = new Cursor(b, full(stack, k, m), full(Layouts.stretched(stackB, stack), b.strides, rb));
    Cursor co = new Cursor(out);
    long count = Layouts.size(stack);
    for (long i = 0; i < count; i++) {
      if (type.isWhole()) {
        longs(ca, cb, co, n, k, m, type);
      } else if (type.isFloat()) {
        doubles(ca, cb, co, n, k, m);
      } else if (type.isComplex()) {
        pairs(ca, cb, co, n, k, m);
      } else {
        throw JaxError.type("matmul is not supported for dtype '" + type + "'");
      }
    }
    return out;
  }

  private static int[] full(int[] stack, int n, int m) {
    int[] s = Arrays.copyOf(stack, stack.length + 2);
    s[stack.length] = n;
    s[stack.length + 1] = m;
    return s;
  }

  private static long[] full(long[] stack, long[] own, int rank) {
    long[] s = Arrays.copyOf(stack, stack.length + 2);
    s[stack.length] = own[rank - 2];
    s[stack.length + 1] = own[rank - 1];
    return s;
  }

  private static void doubles(Cursor ca, Cursor cb, Cursor co, int n, int k, int m) {
    double[] a = new double[n * k];
    double[] b = new double[k * m];
    double[] row = new double[m];
    ca.load(a, n * k);
    cb.load(b, k * m);
    for (int i = 0; i < n; i++) {
      Arrays.fill(row, 0);
      for (int p = 0; p < k; p++) {
        double x = a[i * k + p];
        int at = p * m;
        for (int j = 0; j < m; j++) {
          row[j] += x * b[at + j];
        }
      }
      co.store(row, m);
    }
  }

  private static void longs(Cursor ca, Cursor cb, Cursor co, int n, int k, int m, ElementType type) {
    long[] a = new long[n * k];
    long[] b = new long[k * m];
    long[] row = new long[m];
    ca.load(a, n * k);
    cb.load(b, k * m);
    for (int i = 0; i < n; i++) {
      Arrays.fill(row, 0);
      for (int p = 0; p < k; p++) {
        long x = a[i * k + p];
        int at = p * m;
        for (int j = 0; j < m; j++) {
          row[j] += x * b[at + j];
        }
      }
      co.store(row, m, type.kind() == ElementType.Kind.UNSIGNED);
    }
  }

  private static void pairs(Cursor ca, Cursor cb, Cursor co, int n, int k, int m) {
    double[] a = new double[2 * n * k];
    double[] b = new double[2 * k * m];
    double[] row = new double[2 * m];
    ca.loadPairs(a, n * k);
    cb.loadPairs(b, k * m);
    for (int i = 0; i < n; i++) {
      Arrays.fill(row, 0);
      for (int p = 0; p < k; p++) {
        double re = a[2 * (i * k + p)];
        double im = a[2 * (i * k + p) + 1];
        int at = 2 * p * m;
        for (int j = 0; j < m; j++) {
          double br = b[at + 2 * j];
          double bi = b[at + 2 * j + 1];
          row[2 * j] += re * br - im * bi;
          row[2 * j + 1] += re * bi + im * br;
        }
      }
      co.storePairs(row, m);
    }
  }

  /// The discrete linear convolution of `a` with `v` reversed back: `c[k] = sum a[n + k] * v[n]`, over the positions
  /// that `mode` names: `full`, `same` or `valid`. `a` is not shorter than `v`.
  public static NdArray correlate(NdArray a, NdArray v, ElementType type, String mode) {
    int n = Math.toIntExact(a.size());
    int m = Math.toIntExact(v.size());
    int left =
        switch (mode) {
          case "full" -> m - 1;
          case "same" -> m / 2;
          default -> 0;
        };
    int length = mode.equals("full") ? n + m - 1 : mode.equals("same") ? n : n - m + 1;
    NdArray out = NdArray.allocate(type, length);
    double[] x = new double[2 * n];
    double[] y = new double[2 * m];
    boolean whole = type.isWhole();
    long[] xl = new long[whole ? n : 0];
    long[] yl = new long[whole ? m : 0];
    if (whole) {
      new Cursor(a).load(xl, n);
      new Cursor(v).load(yl, m);
    } else {
      new Cursor(a).loadPairs(x, n);
      new Cursor(v).loadPairs(y, m);
    }
    Cursor to = new Cursor(out);
    for (int k = 0; k < length; k++) {
      int shift = k - left;
      int from = Math.max(0, -shift);
      int end = Math.min(m, n - shift);
      if (whole) {
        long s = 0;
        for (int j = from; j < end; j++) {
          s += xl[j + shift] * yl[j];
        }
        to.store(new long[] {s}, 1, type.kind() == ElementType.Kind.UNSIGNED);
        continue;
      }
      double re = 0;
      double im = 0;
      for (int j = from; j < end; j++) {
        int p = 2 * (j + shift);
        re += x[p] * y[2 * j] - x[p + 1] * y[2 * j + 1];
        im += x[p] * y[2 * j + 1] + x[p + 1] * y[2 * j];
      }
      to.storePairs(new double[] {re, im}, 1);
    }
    return out;
  }
}
