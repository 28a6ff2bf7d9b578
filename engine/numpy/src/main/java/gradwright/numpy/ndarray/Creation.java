package gradwright.numpy.ndarray;

import java.lang.foreign.ValueLayout;

/// Arrays made from rules.
public final class Creation {
  private Creation() {}

  /// Numbers at equal distances, as NumPy fills them: from the first two.
  public static NdArray range(double start, double step, int n, ElementType type) {
    double[] v = new double[n];
    double delta = start + step - start;
    for (int i = 0; i < n; i++) {
      v[i] = start + i * delta;
    }
    NdArray out = NdArray.allocate(type, n);
    if (n > 0) {
      new Cursor(out).store(v, n);
    }
    return out;
  }

  /// Whole numbers at equal distances.
  public static NdArray range(long start, long step, int n, ElementType type) {
    long[] v = new long[n];
    for (int i = 0; i < n; i++) {
      v[i] = start + i * step;
    }
    NdArray out = NdArray.allocate(type, n);
    if (n > 0) {
      new Cursor(out).store(v, n, type.kind() == ElementType.Kind.UNSIGNED);
    }
    return out;
  }

  /// An array of one number.
  public static NdArray full(ElementType type, int[] shape, NdArray value) {
    NdArray out = NdArray.allocate(type, shape);
    Copies.copy(value, out);
    return out;
  }

  /// A contiguous array of doubles.
  public static NdArray of(double[] v, ElementType type, int... shape) {
    NdArray out = NdArray.allocate(type, shape);
    if (v.length > 0) {
      new Cursor(out).store(v, v.length);
    }
    return out;
  }

  /// A contiguous array of longs.
  public static NdArray of(long[] v, ElementType type, int... shape) {
    NdArray out = NdArray.allocate(type, shape);
    if (v.length > 0) {
      new Cursor(out).store(v, v.length, type.kind() == ElementType.Kind.UNSIGNED);
    }
    return out;
  }

  /// A contiguous array of texts or objects.
  public static NdArray of(Object[] v, ElementType type, int... shape) {
    NdArray out = NdArray.allocate(type, shape);
    System.arraycopy(v, 0, out.references, 0, v.length);
    return out;
  }

  /// The elements in order.
  public static double[] doubles(NdArray a) {
    double[] v = new double[Math.toIntExact(a.size())];
    if (v.length > 0) {
      new Cursor(a).load(v, v.length);
    }
    return v;
  }

  /// The elements in order, as longs.
  public static long[] longs(NdArray a) {
    long[] v = new long[Math.toIntExact(a.size())];
    if (v.length > 0) {
      new Cursor(a).load(v, v.length);
    }
    return v;
  }

  /// The elements in order, as pairs of doubles.
  public static double[] pairs(NdArray a) {
    double[] v = new double[2 * Math.toIntExact(a.size())];
    if (v.length > 0) {
      new Cursor(a).loadPairs(v, v.length / 2);
    }
    return v;
  }

  /// The references in order.
  public static Object[] references(NdArray a) {
    Object[] v = new Object[Math.toIntExact(a.size())];
    if (v.length > 0) {
      new Cursor(a).load(v, v.length);
    }
    return v;
  }

  /// Where element `i` of a one-dimensional array is.
  public static Object element(NdArray a, long i) {
    return Copies.get(a, a.offset + i * a.strides[0]);
  }

  /// The element at whole positions along the axes; -1 is the last.
  public static Object element(NdArray a, long[] index) {
    long at = a.offset;
    for (int i = 0; i < index.length; i++) {
      at += index[i] * a.strides[i];
    }
    return Copies.get(a, at);
  }

  /// Sets the element at whole positions along the axes.
  public static void setElement(NdArray a, long[] index, Object v) {
    long at = a.offset;
    for (int i = 0; i < index.length; i++) {
      at += index[i] * a.strides[i];
    }
    Copies.set(a, at, v);
  }

  /// Writes a long to a contiguous int64 array.
  static void put(NdArray a, long i, long v) {
    a.memory.setAtIndex(ValueLayout.JAVA_LONG, i, v);
  }

  /// Whether two arrays may see the same bytes.
  public static boolean overlap(NdArray a, NdArray b) {
    return a.overlaps(b);
  }
}
