package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.lang.foreign.ValueLayout;

/// Where elements are: nonzero, extremes, places in sorted arrays.
public final class Searching {
  private Searching() {}

  /// The indices of the elements that are not zero, one array an axis.
  public static NdArray[] nonzero(NdArray a) {
    int n = Math.toIntExact(a.size());
    boolean[] on = truths(a, n);
    int count = 0;
    for (boolean b : on) {
      count += b ? 1 : 0;
    }
    NdArray[] out = new NdArray[a.rank()];
    for (int axis = 0; axis < out.length; axis++) {
      out[axis] = NdArray.allocate(ElementType.INT64, count);
      long step = 1;
      for (int i = axis + 1; i < out.length; i++) {
        step *= a.shape[i];
      }
      long k = 0;
      for (int i = 0; i < n; i++) {
        if (on[i]) {
          out[axis].memory.setAtIndex(ValueLayout.JAVA_LONG, k++, i / step % a.shape[axis]);
        }
      }
    }
    return out;
  }

  private static boolean[] truths(NdArray a, int n) {
    boolean[] on = new boolean[n];
    Cursor c = new Cursor(a);
    if (a.type.isReference()) {
      Object[] o = new Object[n];
      c.load(o, n);
      for (int i = 0; i < n; i++) {
        on[i] = !(o[i] == null || "".equals(o[i]));
      }
    } else if (a.type.isWhole()) {
      long[] l = new long[n];
      c.load(l, n);
      for (int i = 0; i < n; i++) {
        on[i] = l[i] != 0;
      }
    } else {
      double[] d = new double[2 * n];
      c.loadPairs(d, n);
      for (int i = 0; i < n; i++) {
        on[i] = d[2 * i] != 0 || d[2 * i + 1] != 0;
      }
    }
    return on;
  }

  /// The number of elements that are not zero.
  public static long count(NdArray a) {
    long n = 0;
    for (boolean b : truths(a, Math.toIntExact(a.size()))) {
      n += b ? 1 : 0;
    }
    return n;
  }

  /// The first place of the largest (`way` 1) or least (-1) element along the last axis; NaN wins.
  public static NdArray extreme(NdArray a, int way) {
    int n = a.shape[a.rank() - 1];
    NdArray out = NdArray.allocate(ElementType.INT64, java.util.Arrays.copyOf(a.shape, a.rank() - 1));
    if (n == 0 && out.size() > 0) {
      throw JaxError.value("attempt to get " + (way > 0 ? "argmax" : "argmin") + " of an empty sequence");
    }
    Cursor c = new Cursor(a);
    boolean unsigned = a.type == ElementType.UINT64;
    for (long line = 0; line < out.size(); line++) {
      int best = 0;
      if (a.type.isWhole()) {
        long[] x = new long[n];
        c.load(x, n);
        for (int i = 1; i < n; i++) {
          int order = unsigned ? Long.compareUnsigned(x[i], x[best]) : Long.compare(x[i], x[best]);
          best = way * order > 0 ? i : best;
        }
      } else if (a.type.isReference()) {
        Object[] x = new Object[n];
        c.load(x, n);
        for (int i = 1; i < n; i++) {
          int order = String.valueOf(x[i]).compareTo(String.valueOf(x[best]));
          best = way * Integer.signum(order) > 0 ? i : best;
        }
      } else {
        double[] x = new double[2 * n];
        c.loadPairs(x, n);
        for (int i = 1; i < n && !nan(x, best); i++) {
          boolean better =
              nan(x, i)
                  || way * (x[2 * i] - x[2 * best]) > 0
                  || x[2 * i] == x[2 * best] && way * (x[2 * i + 1] - x[2 * best + 1]) > 0;
          best = better ? i : best;
        }
      }
      out.memory.setAtIndex(ValueLayout.JAVA_LONG, line, best);
    }
    return out;
  }

  private static boolean nan(double[] x, int i) {
    return Double.isNaN(x[2 * i]) || Double.isNaN(x[2 * i + 1]);
  }

  /// Where values would be inserted into a sorted array.
  ///
  /// @param right whether after equal elements
  public static NdArray searchSorted(NdArray sorted, NdArray values, boolean right) {
    ElementType t = Promotion.promote(sorted.type, values.type);
    int n = Math.toIntExact(sorted.size());
    int m = Math.toIntExact(values.size());
    NdArray out = NdArray.allocate(ElementType.INT64, values.shape.clone());
    Keys a = Keys.of(sorted, t, n);
    Keys v = Keys.of(values, t, m);
    for (int j = 0; j < m; j++) {
      int low = 0;
      int high = n;
      while (low < high) {
        int middle = (low + high) >>> 1;
        int order = a.compare(middle, v, j);
        if (order < 0 || right && order == 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      out.memory.setAtIndex(ValueLayout.JAVA_LONG, j, low);
    }
    return out;
  }
}
