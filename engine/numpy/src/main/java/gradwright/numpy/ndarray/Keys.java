package gradwright.numpy.ndarray;

/// Elements in order, for comparisons as sorting makes them: NaN last, complex numbers by their parts.
sealed interface Keys {
  /// Compares element `i` with element `j` of keys of the same kind.
  int compare(int i, Keys other, int j);

  /// All elements of an array, in the order of its axes, converted to a type.
  static Keys of(NdArray a, ElementType t, int n) {
    return read(new Cursor(a), t, n);
  }

  /// The next `n` elements.
  static Keys read(Cursor c, ElementType t, int n) {
    if (t.isReference()) {
      Object[] o = new Object[n];
      c.load(o, n);
      return new Texts(o);
    }
    if (t.isWhole()) {
      long[] l = new long[n];
      c.load(l, n);
      return new Longs(l, t == ElementType.UINT64);
    }
    if (t.isComplex()) {
      double[] d = new double[2 * n];
      c.loadPairs(d, n);
      return new Pairs(d);
    }
    double[] d = new double[n];
    c.load(d, n);
    return new Doubles(d);
  }

  /// Less, equal or greater; NaN after all numbers.
  static int order(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  /// Floats.
  record Doubles(double[] v) implements Keys {
    @Override
    public int compare(int i, Keys o, int j) {
      return order(v[i], ((Doubles) o).v[j]);
    }
  }

  /// Whole numbers.
  record Longs(long[] v, boolean unsigned) implements Keys {
    @Override
    public int compare(int i, Keys o, int j) {
      long w = ((Longs) o).v[j];
      return unsigned ? Long.compareUnsigned(v[i], w) : Long.compare(v[i], w);
    }
  }

  /// Complex numbers.
  record Pairs(double[] v) implements Keys {
    @Override
    public int compare(int i, Keys o, int j) {
      double[] w = ((Pairs) o).v;
      boolean p = Double.isNaN(v[2 * i]) || Double.isNaN(v[2 * i + 1]);
      boolean q = Double.isNaN(w[2 * j]) || Double.isNaN(w[2 * j + 1]);
      if (p != q) {
        return p ? 1 : -1;
      }
      int c = order(v[2 * i], w[2 * j]);
      return c != 0 ? c : order(v[2 * i + 1], w[2 * j + 1]);
    }
  }

  /// Texts.
  record Texts(Object[] v) implements Keys {
    @Override
    public int compare(int i, Keys o, int j) {
      return String.valueOf(v[i]).compareTo(String.valueOf(((Texts) o).v[j]));
    }
  }
}
