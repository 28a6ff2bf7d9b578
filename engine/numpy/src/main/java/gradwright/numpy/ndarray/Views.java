package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Other views of the same memory.
public final class Views {
  private Views() {}

  /// The same elements in order with another shape: a view where strides allow it, else a copy.
  ///
  /// @param shape sizes; one may be -1
  /// @param columns whether elements are read and placed first axis fastest
  public static NdArray reshape(NdArray a, int[] shape, boolean columns) {
    int[] to = settled(a, shape);
    long[] strides = strides(a, to, columns);
    if (strides != null) {
      return a.view(a.offset, to, strides, a.type);
    }
    if (columns) {
      NdArray copy = Copies.columnMajor(a, a.type);
      return copy.view(0, to, Layouts.columnMajor(to, a.type.size()), a.type);
    }
    NdArray copy = Copies.rowMajor(a, a.type);
    return copy.view(0, to, Layouts.rowMajor(to, a.type.size()), a.type);
  }

  private static int[] settled(NdArray a, int[] shape) {
    int[] to = shape.clone();
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < to.length; i++) {
      if (to[i] < 0) {
        if (unknown >= 0) {
          throw JaxError.value("can only specify one unknown dimension");
        }
        unknown = i;
      } else {
        known *= to[i];
      }
    }
    if (unknown >= 0 && known != 0 && a.size() % known == 0) {
      to[unknown] = (int) (a.size() / known);
      known *= to[unknown];
    }
    if (known != a.size() || unknown >= 0 && to[unknown] < 0) {
      throw JaxError.value("cannot reshape array of size " + a.size() + " into shape " + asked(shape));
    }
    return to;
  }

  /// A shape as NumPy's message shows it: without unknown sizes in front.
  private static String asked(int[] shape) {
    int from = 0;
    while (from < shape.length && shape[from] < 0) {
      from++;
    }
    String s = Layouts.text(Arrays.copyOfRange(shape, from, shape.length));
    return from > 0 ? s.replace(",)", ")") : s;
  }

  /// Strides that see the elements in another shape, or null where none do.
  private static long[] strides(NdArray a, int[] to, boolean columns) {
    int item = a.type.size();
    if (!columns && a.isContiguous()) {
      return Layouts.rowMajor(to, item);
    }
    if (columns && a.isColumnMajor()) {
      return Layouts.columnMajor(to, item);
    }
    List<Integer> sizes = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < a.rank(); i++) {
      if (a.shape[i] != 1) {
        sizes.add(a.shape[i]);
        steps.add(a.strides[i]);
      }
    }
    if (a.size() == 0) {
      return null;
    }
    long[] out = new long[to.length];
    int i = 0;
    int j = 0;
    while (i < to.length && j < sizes.size()) {
      int k = i + 1;
      int l = j + 1;
      long n = to[i];
      long o = sizes.get(j);
      while (n != o) {
        if (n < o) {
          n *= to[k++];
        } else {
          o *= sizes.get(l++);
        }
      }
      for (int m = j; m < l - 1; m++) {
        boolean joins =
            columns
                ? steps.get(m + 1) == sizes.get(m) * steps.get(m)
                : steps.get(m) == sizes.get(m + 1) * steps.get(m + 1);
        if (!joins) {
          return null;
        }
      }
      if (columns) {
        out[i] = steps.get(j);
        for (int m = i + 1; m < k; m++) {
          out[m] = out[m - 1] * to[m - 1];
        }
      } else {
        out[k - 1] = steps.get(l - 1);
        for (int m = k - 1; m > i; m--) {
          out[m - 1] = out[m] * to[m];
        }
      }
      i = k;
      j = l;
    }
    long last = i > 0 ? out[i - 1] : item;
    for (; i < to.length; i++) {
      out[i] = last;
    }
    return out;
  }

  /// One axis, a view where possible.
  public static NdArray ravel(NdArray a) {
    return reshape(a, new int[] {-1 == a.size() ? 0 : (int) a.size()}, false);
  }

  /// The axes in another order.
  public static NdArray transpose(NdArray a, int[] axes) {
    return a.view(a.offset, Layouts.permuted(a.shape, axes), Layouts.permuted(a.strides, axes), a.type);
  }

  /// Seen with a larger shape, read-only.
  public static NdArray broadcast(NdArray a, int[] shape) {
    int shift = shape.length - a.rank();
    boolean fits = shift >= 0;
    for (int i = 0; fits && i < a.rank(); i++) {
      fits = a.shape[i] == 1 || a.shape[i] == shape[i + shift];
    }
    if (!fits) {
      if (shift < 0) {
        throw JaxError.value("input operand has more dimensions than allowed by the axis remapping");
      }
      throw JaxError.value(
          "operands could not be broadcast together with remapped shapes [original->remapped]: "
              + Layouts.text(a.shape)
              + "  and requested shape "
              + Layouts.text(shape));
    }
    NdArray v = a.view(a.offset, shape.clone(), Layouts.stretched(a, shape), a.type);
    v.setWritable(false);
    return v;
  }

  /// The diagonal of two axes, as the last axis.
  public static NdArray diagonal(NdArray a, int k, int row, int column) {
    int n = a.shape[row];
    int m = a.shape[column];
    long at = a.offset + (k >= 0 ? k * a.strides[column] : -k * a.strides[row]);
    int size = Math.max(0, k >= 0 ? Math.min(n, m - k) : Math.min(n + k, m));
    int[] shape = new int[a.rank() - 1];
    long[] strides = new long[a.rank() - 1];
    int j = 0;
    for (int i = 0; i < a.rank(); i++) {
      if (i != row && i != column) {
        shape[j] = a.shape[i];
        strides[j++] = a.strides[i];
      }
    }
    shape[j] = size;
    strides[j] = a.strides[row] + a.strides[column];
    return a.view(size == 0 ? a.offset : at, shape, strides, a.type);
  }

  /// The real (0) or imaginary (1) parts of a complex array.
  public static NdArray part(NdArray a, int which) {
    ElementType t = a.type.real();
    return a.view(a.offset + (long) which * t.size(), a.shape, a.strides, t);
  }

  /// The bytes seen as another type.
  public static NdArray as(NdArray a, ElementType t) {
    int from = a.type.size();
    int to = t.size();
    if (a.type.isReference() || t.isReference()) {
      throw JaxError.type("Cannot change data-type for array of references.");
    }
    if (from == to) {
      return a.view(a.offset, a.shape, a.strides, t);
    }
    if (a.rank() == 0) {
      throw JaxError.value("Changing the dtype of a 0d array is only supported if the itemsize is unchanged");
    }
    int last = a.rank() - 1;
    if (a.shape[last] != 1 && a.size() > 0 && a.strides[last] != from) {
      throw JaxError.value("To change to a dtype of a different size, the last axis must be contiguous");
    }
    long bytes = (long) a.shape[last] * from;
    if (bytes % to != 0) {
      throw JaxError.value(
          "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of"
              + " the array.");
    }
    int[] shape = a.shape.clone();
    long[] strides = a.strides.clone();
    shape[last] = (int) (bytes / to);
    strides[last] = to;
    return a.view(a.offset, shape, strides, t);
  }

  /// Any strides over the same memory; the caller answers for its bounds.
  public static NdArray strided(NdArray a, int[] shape, long[] strides) {
    NdArray v = a.view(a.offset, shape, strides, a.type);
    if (a.memory != null && v.size() > 0) {
      long[] e = Layouts.extent(v);
      if (e[0] < a.memory.address() || e[1] > a.memory.address() + a.memory.byteSize()) {
        throw JaxError.value("as_strided would see memory outside of the array");
      }
    }
    return v;
  }

  static int[] without(int[] shape, int axis) {
    int[] out = new int[shape.length - 1];
    System.arraycopy(shape, 0, out, 0, axis);
    System.arraycopy(shape, axis + 1, out, axis, out.length - axis);
    return out;
  }

  static boolean same(int[] a, int[] b) {
    return Arrays.equals(a, b);
  }
}
