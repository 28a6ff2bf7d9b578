package gradwright.numpy.ndarray;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Sorted arrays and the orders that sort them. All sorts are stable.
public final class Sorting {
  private Sorting() {}

  /// Sorts each line along the last axis of a writable array in place.
  public static void sort(NdArray a) {
    int n = a.shape[a.rank() - 1];
    if (n == 0) {
      return;
    }
    Cursor in = new Cursor(a);
    Cursor to = new Cursor(a);
    for (long line = a.size() / n; line > 0; line--) {
      switch (Keys.read(in, a.type, n)) {
        case Keys.Longs k -> {
          long[] v = k.v();
          if (k.unsigned()) {
            flip(v);
          }
          Arrays.sort(v);
          if (k.unsigned()) {
            flip(v);
          }
          to.store(v, n, k.unsigned());
        }
        case Keys.Doubles k -> {
          sort(k.v());
          to.store(k.v(), n);
        }
        case Keys.Pairs k -> {
          double[] v = k.v();
          int[] order = order(k, n);
          double[] out = new double[2 * n];
          for (int i = 0; i < n; i++) {
            out[2 * i] = v[2 * order[i]];
            out[2 * i + 1] = v[2 * order[i] + 1];
          }
          to.storePairs(out, n);
        }
        case Keys.Texts k -> {
          int[] order = order(k, n);
          Object[] out = new Object[n];
          for (int i = 0; i < n; i++) {
            out[i] = k.v()[order[i]];
          }
          to.store(out, n);
        }
      }
    }
  }

  private static void flip(long[] v) {
    for (int i = 0; i < v.length; i++) {
      v[i] ^= Long.MIN_VALUE;
    }
  }

  /// Java puts -0 before 0, which NumPy holds equal: where there are both, they keep their order.
  private static void sort(double[] v) {
    boolean minus = false;
    boolean plus = false;
    for (double x : v) {
      if (x == 0) {
        boolean negative = Double.doubleToRawLongBits(x) < 0;
        minus |= negative;
        plus |= !negative;
      }
    }
    if (minus && plus) {
      double[] from = v.clone();
      int[] order = order(new Keys.Doubles(from), v.length);
      for (int i = 0; i < v.length; i++) {
        v[i] = from[order[i]];
      }
    } else {
      Arrays.sort(v);
    }
  }

  /// The order that sorts each line along the last axis.
  public static NdArray argsort(NdArray a) {
    NdArray out = NdArray.allocate(ElementType.INT64, a.shape.clone());
    int n = a.shape[a.rank() - 1];
    if (n == 0) {
      return out;
    }
    Cursor in = new Cursor(a);
    long k = 0;
    for (long line = a.size() / n; line > 0; line--) {
      for (int i : order(Keys.read(in, a.type, n), n)) {
        out.memory.setAtIndex(ValueLayout.JAVA_LONG, k++, i);
      }
    }
    return out;
  }

  /// The stable order of keys: a merge sort of indices.
  private static int[] order(Keys keys, int n) {
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      a[i] = i;
    }
    return mergeSorted(a, keys);
  }

  private static int[] mergeSorted(int[] a, Keys keys) {
    int n = a.length;
    for (int start = 0; start < n; start += 16) {
      int end = Math.min(n, start + 16);
      for (int i = start + 1; i < end; i++) {
        int x = a[i];
        int j = i - 1;
        while (j >= start && keys.compare(a[j], keys, x) > 0) {
          a[j + 1] = a[j--];
        }
        a[j + 1] = x;
      }
    }
    int[] b = new int[n];
    for (int width = 16; width < n; width *= 2) {
      for (int start = 0; start < n; start += 2 * width) {
        int middle = Math.min(n, start + width);
        int end = Math.min(n, start + 2 * width);
        int i = start;
        int j = middle;
        for (int k = start; k < end; k++) {
          boolean left = i < middle && (j >= end || keys.compare(a[i], keys, a[j]) <= 0);
          b[k] = left ? a[i++] : a[j++];
        }
      }
      int[] t = a;
      a = b;
      b = t;
    }
    return a;
  }

  /// The order that sorts by the last key, then by the one before, and so on; keys are rows.
  public static NdArray lexsort(NdArray[] keys) {
    int n = Math.toIntExact(keys[0].size());
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      a[i] = i;
    }
    for (NdArray key : keys) {
      a = mergeSorted(a, Keys.of(key, key.type, n));
    }
    NdArray out = NdArray.allocate(ElementType.INT64, n);
    for (int i = 0; i < n; i++) {
      out.memory.setAtIndex(ValueLayout.JAVA_LONG, i, a[i]);
    }
    return out;
  }
}
