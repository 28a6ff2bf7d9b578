package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.lang.foreign.ValueLayout;

/// Counts in bins, interpolation between points, and scattered updates.
public final class Tallies {
  private Tallies() {}

  /// How often each number occurs, or the sum of the weights of its occurrences.
  public static NdArray bincount(NdArray x, NdArray weights, int minimum) {
    int n = Math.toIntExact(x.size());
    long[] v = new long[n];
    new Cursor(x).load(v, n);
    long top = minimum - 1L;
    for (long i : v) {
      if (i < 0) {
        throw JaxError.value("'list' argument must have no negative elements");
      }
      top = Math.max(top, i);
    }
    int bins = Math.toIntExact(top + 1);
    if (weights == null) {
      NdArray out = NdArray.zeros(ElementType.INT64, bins);
      for (long i : v) {
        out.memory.setAtIndex(ValueLayout.JAVA_LONG, i, out.memory.getAtIndex(ValueLayout.JAVA_LONG, i) + 1);
      }
      return out;
    }
    if (weights.size() != n) {
      throw JaxError.value("The weights and list don't have the same length.");
    }
    double[] w = new double[n];
    new Cursor(weights).load(w, n);
    NdArray out = NdArray.zeros(ElementType.FLOAT64, bins);
    for (int k = 0; k < n; k++) {
      out.memory.setAtIndex(ValueLayout.JAVA_DOUBLE, v[k], out.memory.getAtIndex(ValueLayout.JAVA_DOUBLE, v[k]) + w[k]);
    }
    return out;
  }

  /// The piecewise linear function through the points `(xp, fp)` at `x`; `left` and `right` outside of them.
  public static NdArray interpolate(NdArray x, NdArray xp, NdArray fp, double left, double right) {
    int n = Math.toIntExact(xp.size());
    double[] px = new double[n];
    double[] py = new double[n];
    new Cursor(xp).load(px, n);
    new Cursor(fp).load(py, n);
    NdArray out = NdArray.allocate(ElementType.FLOAT64, x.shape.clone());
    int m = Math.toIntExact(x.size());
    double[] v = new double[m];
    new Cursor(x).load(v, m);
    for (int i = 0; i < m; i++) {
      v[i] = at(v[i], px, py, left, right);
    }
    new Cursor(out).store(v, m);
    return out;
  }

  private static double at(double x, double[] px, double[] py, double left, double right) {
    int n = px.length;
    if (Double.isNaN(x)) {
      return x;
    }
    if (x > px[n - 1]) {
      return right;
    }
    if (x < px[0]) {
      return left;
    }
    int low = 0;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (x >= px[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int j = low - 1;
    if (j == n - 1 || px[j] == x) {
      return py[j];
    }
    double slope = (py[j + 1] - py[j]) / (px[j + 1] - px[j]);
    double y = slope * (x - px[j]) + py[j];
    if (Double.isNaN(y)) {
      y = slope * (x - px[j + 1]) + py[j + 1];
      if (Double.isNaN(y) && py[j] == py[j + 1]) {
        y = py[j];
      }
    }
    return y;
  }

  /// `a[places] = f(a[places], values)` one after another, so that repeated places count each time. Places are flat
  /// positions of a contiguous array.
  public static void at(Ufunc f, NdArray a, NdArray places, NdArray values, Flags flags) {
    int n = Math.toIntExact(places.size());
    long[] p = new long[n];
    new Cursor(places).load(p, n);
    Resolution r = Resolution.of(f, values == null ? a.type : Promotion.promote(a.type, values.type), null, "unsafe");
    if (!Promotion.allows(r.out(), a.type, "same_kind")) {
      throw new JaxError(
          "UFuncTypeError",
          "Cannot cast ufunc '"
              + f.name
              + "' output from dtype('"
              + r.out()
              + "') to dtype('"
              + a.type
              + "') with casting rule 'same_kind'");
    }
    Cursor v = values == null ? null : new Cursor(values, places.shape, Layouts.stretched(values, places.shape));
    int size = a.type.size();
    double[][] d = new double[3][2];
    long[][] l = new long[3][1];
    for (int i = 0; i < n; i++) {
      long at = a.offset + p[i] * size;
      switch (r.kernel()) {
        case Kernel.Doubles k -> {
          Elements.load(a.type, a.memory, at, 0, d[0], 0, 1);
          if (v != null) {
            v.load(d[1], 1);
          }
          k.loop().run(d[0], d[1], d[2], 1);
          Elements.store(a.type, a.memory, at, 0, d[2], 0, 1);
        }
        case Kernel.Longs k -> {
          Elements.load(a.type, a.memory, at, 0, l[0], 0, 1);
          if (v != null) {
            v.load(l[1], 1);
          }
          k.loop().run(l[0], l[1], l[2], 1, flags);
          Elements.store(a.type, a.memory, at, 0, l[2], 0, 1, a.type.kind() == ElementType.Kind.UNSIGNED);
        }
        case Kernel.Pairs k -> {
          Elements.loadPairs(a.type, a.memory, at, 0, d[0], 0, 1);
          if (v != null) {
            v.loadPairs(d[1], 1);
          }
          k.loop().run(d[0], d[1], d[2], 1);
          Elements.storePairs(a.type, a.memory, at, 0, d[2], 0, 1);
        }
        case Kernel.PairsToDoubles k ->
            throw JaxError.type("ufunc '" + f.name + "' has no in-place form for complex numbers");
      }
    }
  }

  /// Element by element one of three arrays, chosen by a condition.
  public static NdArray where(NdArray condition, NdArray a, NdArray b, ElementType t) {
    int[] shape = Layouts.broadcast(condition, a, b);
    NdArray out = NdArray.allocate(t, shape);
    Copies.copy(Views.broadcast(b, shape), out);
    long n = out.size();
    NdArray from = a.type.equals(t) ? a : Copies.rowMajor(a, t);
    Cursor c = new Cursor(condition, shape, Layouts.stretched(condition, shape));
    Cursor x = new Cursor(from, shape, Layouts.stretched(from, shape));
    int block = 1024;
    long[] on = new long[block];
    long[] at = new long[block];
    int size = t.size();
    for (long i = 0; i < n; i += block) {
      int m = (int) Math.min(block, n - i);
      c.load(on, m);
      x.positions(at, m);
      for (int j = 0; j < m; j++) {
        if (on[j] != 0) {
          if (t.isReference()) {
            out.references[(int) (i + j)] = from.references[(int) (at[j] / size)];
          } else {
            Indexing.move(from.memory, at[j], out.memory, (i + j) * size, size);
          }
        }
      }
    }
    return out;
  }
}
