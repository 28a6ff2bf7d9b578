package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.util.Arrays;

/// One call of a ufunc on arrays and numbers.
public final class UfuncCall {
  private static final int BLOCK = 1024;

  private final Ufunc f;
  private final Resolution types;
  private final NdArray a;
  private final NdArray b;
  private final NdArray where;
  private final Flags flags;

  private UfuncCall(Ufunc f, Resolution types, NdArray a, NdArray b, NdArray where, Flags flags) {
    this.f = f;
    this.types = types;
    this.a = a;
    this.b = b;
    this.where = where;
    this.flags = flags;
  }

  /// Applies `f`.
  ///
  /// @param x the first operand: an array, or a number of Python's
  /// @param y the second operand, or null
  /// @param out where the result goes, or null for a new array
  /// @param where where to compute, or null for everywhere
  /// @param dtype the type to compute in, or null
  /// @param casting NumPy's rule for conversions to `dtype` and to the type of `out`
  /// @param flags told of division by zero, overflow and invalid operations
  public static NdArray of(
      Ufunc f, Object x, Object y, NdArray out, NdArray where, ElementType dtype, String casting, Flags flags) {
    if (dtype != null) {
      refuse(f, dtype, casting, x, y);
    }
    ElementType common = y == null ? Promotion.common(x) : Promotion.common(x, y);
    if (f.rule == Ufunc.Rule.COMPARING && (Promotion.isOutside(common, x) || Promotion.isOutside(common, y))) {
      common = ElementType.FLOAT64;
    }
    Resolution types = Resolution.of(f, common, dtype, casting);
    NdArray a = operand(x, types.in(), f);
    NdArray b = y == null ? null : operand(y, types.in(), f);
    if (out != null && !Promotion.allows(types.out(), out.type, casting)) {
      throw new JaxError(
          "UFuncTypeError",
          "Cannot cast ufunc '"
              + f.name
              + "' output from dtype('"
              + types.out()
              + "') to dtype('"
              + out.type
              + "') with casting rule '"
              + casting
              + "'");
    }
    return new UfuncCall(f, types, a, b, where, flags).run(out);
  }

  /// Refuses operands that may not be converted to the type asked for.
  private static void refuse(Ufunc f, ElementType dtype, String casting, Object... operands) {
    if (f.rule == Ufunc.Rule.COMPARING || f.rule == Ufunc.Rule.TESTING) {
      return;
    }
    for (int i = 0; i < operands.length && operands[i] != null; i++) {
      ElementType own = Promotion.common(operands[i]);
      if (!Promotion.allows(own, dtype, casting)) {
        throw new JaxError(
            "UFuncTypeError",
            "Cannot cast ufunc '"
                + f.name
                + "' input"
                + (f.inputs > 1 ? " " + i : "")
                + " from dtype('"
                + own
                + "') to dtype('"
                + dtype
                + "') with casting rule '"
                + casting
                + "'");
      }
    }
  }

  private static NdArray operand(Object x, ElementType in, Ufunc f) {
    if (x instanceof NdArray a) {
      return a;
    }
    if (!(x instanceof Boolean)) {
      Promotion.checkRange(in, x);
    }
    return Copies.scalar(x instanceof Boolean ? ElementType.BOOL : in, x);
  }

  private NdArray run(NdArray out) {
    int[] shape = shape();
    if (out == null) {
      out = result(shape);
    } else {
      if (!out.writable()) {
        throw JaxError.value("output array is read-only");
      }
      if (!Arrays.equals(out.shape, shape)) {
        if (!Arrays.equals(
            Layouts.broadcast(
                out, NdArray.allocate(ElementType.BOOL, 0).view(0, shape, new long[shape.length], ElementType.BOOL)),
            out.shape)) {
          throw JaxError.value(
              "non-broadcastable output operand with shape "
                  + Layouts.text(out.shape)
                  + " doesn't match the broadcast shape "
                  + Layouts.text(shape));
        }
      }
      if (clashes(out, a) || clashes(out, b)) {
        NdArray fresh = Copies.as(out, out.type);
        loop(fresh);
        Copies.copy(fresh, out);
        return out;
      }
    }
    loop(out);
    return out;
  }

  private int[] shape() {
    if (b == null && where == null) {
      return a.shape.clone();
    }
    if (where == null && Arrays.equals(a.shape, b.shape)) {
      return a.shape.clone();
    }
    return where == null
        ? Layouts.broadcast(a, b)
        : b == null ? Layouts.broadcast(a, where) : Layouts.broadcast(a, b, where);
  }

  private NdArray result(int[] shape) {
    return b == null
        ? Copies.ordered(types.out(), shape, Layouts.stretched(a, shape))
        : Copies.ordered(types.out(), shape, Layouts.stretched(a, shape), Layouts.stretched(b, shape));
  }

  private static boolean clashes(NdArray out, NdArray in) {
    return in != null && out.overlaps(in) && !out.sameLayout(in);
  }

  private void loop(NdArray out) {
    int[] axes = Layouts.order(out.rank(), out.strides);
    int[] shape = Layouts.permuted(out.shape, axes);
    long n = Layouts.size(shape);
    if (n == 0) {
      return;
    }
    Cursor ca = cursor(a, out, axes, shape);
    Cursor cb = b == null ? null : cursor(b, out, axes, shape);
    Cursor co = cursor(out, out, axes, shape);
    Cursor kept = where == null ? null : cursor(out, out, axes, shape);
    Cursor mask = where == null ? null : cursor(where, out, axes, shape);
    int block = (int) Math.min(BLOCK, n);
    boolean oneB = b != null && b.size() == 1;
    switch (types.kernel()) {
      case Kernel.Doubles k -> doubles(k.loop(), ca, cb, co, kept, mask, n, block, oneB);
      case Kernel.Longs k -> longs(k.loop(), ca, cb, co, kept, mask, n, block, oneB);
      case Kernel.Pairs k -> pairs(k.loop(), false, ca, cb, co, kept, mask, n, block);
      case Kernel.PairsToDoubles k -> pairs(k.loop(), true, ca, cb, co, kept, mask, n, block);
    }
  }

  private static Cursor cursor(NdArray x, NdArray out, int[] axes, int[] shape) {
    return new Cursor(x, shape, Layouts.permuted(Layouts.stretched(x, out.shape), axes));
  }

  private void doubles(
      Kernel.Loop k, Cursor ca, Cursor cb, Cursor co, Cursor kept, Cursor mask, long n, int block, boolean oneB) {
    double[] x = new double[block];
    double[] y = cb == null ? null : new double[block];
    double[] z = new double[block];
    double largest = types.out().isFloat() ? types.out().largest() : Double.MAX_VALUE;
    boolean tests = types.out() == ElementType.BOOL;
    for (long i = 0; i < n; i += block) {
      int m = (int) Math.min(block, n - i);
      ca.load(x, m);
      if (cb != null && (i == 0 || !oneB)) {
        cb.load(y, m);
      }
      k.run(x, y, z, m);
      if (mask != null) {
        merge(mask, kept, z, m);
      } else if (!tests) {
        flags.inspect(x, y, z, m, largest, f.poles);
      }
      co.store(z, m);
    }
  }

  private static void merge(Cursor mask, Cursor kept, double[] z, int m) {
    long[] on = new long[m];
    double[] old = new double[m];
    mask.load(on, m);
    kept.load(old, m);
    for (int j = 0; j < m; j++) {
      if (on[j] == 0) {
        z[j] = old[j];
      }
    }
  }

  private void longs(
      Kernel.LongLoop k, Cursor ca, Cursor cb, Cursor co, Cursor kept, Cursor mask, long n, int block, boolean oneB) {
    long[] x = new long[block];
    long[] y = cb == null ? null : new long[block];
    long[] z = new long[block];
    boolean unsigned = types.in().kind() == ElementType.Kind.UNSIGNED;
    for (long i = 0; i < n; i += block) {
      int m = (int) Math.min(block, n - i);
      ca.load(x, m);
      if (cb != null && (i == 0 || !oneB)) {
        cb.load(y, m);
      }
      k.run(x, y, z, m, flags);
      if (mask != null) {
        long[] on = new long[m];
        long[] old = new long[m];
        mask.load(on, m);
        kept.load(old, m);
        for (int j = 0; j < m; j++) {
          z[j] = on[j] == 0 ? old[j] : z[j];
        }
      }
      co.store(z, m, unsigned);
    }
  }

  private void pairs(
      Kernel.Loop k, boolean real, Cursor ca, Cursor cb, Cursor co, Cursor kept, Cursor mask, long n, int block) {
    double[] x = new double[2 * block];
    double[] y = cb == null ? null : new double[2 * block];
    double[] z = new double[2 * block];
    for (long i = 0; i < n; i += block) {
      int m = (int) Math.min(block, n - i);
      ca.loadPairs(x, m);
      if (cb != null) {
        cb.loadPairs(y, m);
      }
      k.run(x, y, z, m);
      if (types.out() != ElementType.BOOL) {
        nonFinite(x, y, z, real ? m : 2 * m, real);
      }
      if (real) {
        if (mask != null) {
          merge(mask, kept, z, m);
        }
        co.store(z, m);
      } else {
        if (mask != null) {
          long[] on = new long[m];
          double[] old = new double[2 * m];
          mask.load(on, m);
          kept.loadPairs(old, m);
          for (int j = 0; j < 2 * m; j++) {
            z[j] = on[j / 2] == 0 ? old[j] : z[j];
          }
        }
        co.storePairs(z, m);
      }
    }
  }

  private void nonFinite(double[] x, double[] y, double[] z, int m, boolean real) {
    for (int j = 0; j < m; j++) {
      if (!Double.isFinite(z[j])) {
        int p = real ? 2 * j : j & ~1;
        boolean finite =
            Double.isFinite(x[p])
                && Double.isFinite(x[p + 1])
                && (y == null || Double.isFinite(y[p]) && Double.isFinite(y[p + 1]));
        if (finite) {
          boolean pole =
              f.poles.at(Math.abs(x[p]) + Math.abs(x[p + 1]), y == null ? 0 : Math.abs(y[p]) + Math.abs(y[p + 1]));
          flags.raise(pole ? Flags.DIVIDE : Flags.OVER);
          if (Double.isNaN(z[j])) {
            flags.raise(Flags.INVALID);
          }
        }
      }
    }
  }
}
