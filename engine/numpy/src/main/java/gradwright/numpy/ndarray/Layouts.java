package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.util.Arrays;

/// Shapes and byte strides.
public final class Layouts {
  private Layouts() {}

  public static long size(int[] shape) {
    long n = 1;
    for (int d : shape) {
      n *= d;
    }
    return n;
  }

  /// Strides with the last axis fastest.
  public static long[] rowMajor(int[] shape, int item) {
    long[] s = new long[shape.length];
    long step = item;
    for (int i = shape.length - 1; i >= 0; i--) {
      s[i] = step;
      step *= Math.max(shape[i], 1);
    }
    return s;
  }

  /// Strides with the first axis fastest.
  public static long[] columnMajor(int[] shape, int item) {
    long[] s = new long[shape.length];
    long step = item;
    for (int i = 0; i < shape.length; i++) {
      s[i] = step;
      step *= Math.max(shape[i], 1);
    }
    return s;
  }

  static boolean isRowMajor(int[] shape, long[] strides, int item) {
    long step = item;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] == 0) {
        return true;
      }
      if (shape[i] != 1) {
        if (strides[i] != step) {
          return size(shape) == 0;
        }
        step *= shape[i];
      }
    }
    return true;
  }

  static boolean isColumnMajor(int[] shape, long[] strides, int item) {
    long step = item;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 0) {
        return true;
      }
      if (shape[i] != 1) {
        if (strides[i] != step) {
          return size(shape) == 0;
        }
        step *= shape[i];
      }
    }
    return true;
  }

  /// The first byte and the one after the last that an array sees, as addresses.
  static long[] extent(NdArray a) {
    long low = a.address();
    long high = low;
    for (int i = 0; i < a.shape.length; i++) {
      long far = (a.shape[i] - 1) * a.strides[i];
      if (far < 0) {
        low += far;
      } else {
        high += far;
      }
    }
    return new long[] {low, high + a.type.size()};
  }

  /// The common shape of operands, or a `ValueError` in NumPy's words.
  public static int[] broadcast(NdArray... operands) {
    int rank = 0;
    for (NdArray a : operands) {
      rank = Math.max(rank, a.shape.length);
    }
    int[] out = new int[rank];
    Arrays.fill(out, 1);
    for (NdArray a : operands) {
      int shift = rank - a.shape.length;
      for (int i = 0; i < a.shape.length; i++) {
        int d = a.shape[i];
        if (d != 1) {
          if (out[i + shift] != 1 && out[i + shift] != d) {
            StringBuilder s = new StringBuilder("operands could not be broadcast together with shapes");
            for (NdArray b : operands) {
              s.append(' ').append(text(b.shape));
            }
            throw JaxError.value(s.append(' ').toString());
          }
          out[i + shift] = d;
        }
      }
    }
    return out;
  }

  /// `(3,4)` as NumPy's broadcasting errors write shapes.
  public static String text(int[] shape) {
    StringBuilder s = new StringBuilder("(");
    for (int i = 0; i < shape.length; i++) {
      s.append(i > 0 ? "," : "").append(shape[i]);
    }
    return s.append(shape.length == 1 ? ",)" : ")").toString();
  }

  /// Strides of an array as if it had `shape`: zero along axes that it repeats.
  static long[] stretched(NdArray a, int[] shape) {
    long[] s = new long[shape.length];
    int shift = shape.length - a.shape.length;
    for (int i = 0; i < a.shape.length; i++) {
      s[i + shift] = a.shape[i] == 1 ? 0 : a.strides[i];
    }
    return s;
  }

  /// Axes from slowest to fastest in memory, as NumPy's iterator orders them for its operands.
  static int[] order(int rank, long[]... strides) {
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      axes[i] = i;
    }
    for (int i = rank - 2; i >= 0; i--) {
      int axis = axes[i];
      int place = i;
      for (int j = i + 1; j < rank; j++) {
        int c = compare(axis, axes[j], strides);
        if (c > 0) {
          place = j;
        } else if (c < 0) {
          break;
        }
      }
      if (place != i) {
        System.arraycopy(axes, i + 1, axes, i, place - i);
        axes[place] = axis;
      }
    }
    return axes;
  }

  /// Above zero where `outer` should be inside of `inner`, below where it should stay, zero where nothing tells.
  private static int compare(int outer, int inner, long[][] strides) {
    int decided = 0;
    for (long[] s : strides) {
      long a = Math.abs(s[outer]);
      long b = Math.abs(s[inner]);
      if (a != 0 && b != 0) {
        if (a >= b) {
          return -1;
        }
        decided = 1;
      }
    }
    return decided;
  }

  static <T> int[] permuted(int[] a, int[] axes) {
    int[] out = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      out[i] = a[axes[i]];
    }
    return out;
  }

  static long[] permuted(long[] a, int[] axes) {
    long[] out = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      out[i] = a[axes[i]];
    }
    return out;
  }
}
