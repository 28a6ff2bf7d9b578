package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.math.BigInteger;
import java.util.Arrays;

/// Reductions of arrays by a ufunc over some axes.
public final class Reductions {
  private final Ufunc f;
  private final ElementType type;
  private final Kernel kernel;
  private final Flags flags;
  private final Folding folding;

  private Reductions(Ufunc f, ElementType type, Kernel kernel, Flags flags) {
    this.f = f;
    this.type = type;
    this.kernel = kernel;
    this.flags = flags;
    this.folding = new Folding(f, type, kernel, flags);
  }

  /// The type that a ufunc reduces in: small integers are summed as 64 bits.
  static ElementType typeOf(Ufunc f, ElementType t, ElementType asked) {
    if (asked != null) {
      return asked;
    }
    if ((f.name.equals("add") || f.name.equals("multiply")) && t.isWhole() && t.size() < 8) {
      return t.kind() == ElementType.Kind.UNSIGNED ? ElementType.UINT64 : ElementType.INT64;
    }
    return f.rule == Ufunc.Rule.COMPARING ? ElementType.BOOL : t;
  }

  /// Folds the elements of `a` along `axes`.
  ///
  /// @param dtype the type to compute in, or null
  /// @param initial what to start from, or null for the ufunc's identity
  /// @param where which elements take part, or null for all
  public static NdArray reduce(
      Ufunc f, NdArray a, boolean[] axes, ElementType dtype, boolean keep, Object initial, NdArray where, Flags flags) {
    ElementType t = typeOf(f, a.type, dtype);
    Resolution r = Resolution.of(f, t, null, "unsafe");
    t = f.rule == Ufunc.Rule.COMPARING ? ElementType.BOOL : r.in();
    return new Reductions(f, t, f.kernel(t), flags).run(a, axes, keep, initial, where);
  }

  private NdArray run(NdArray a, boolean[] reduced, boolean keep, Object initial, NdArray where) {
    int[] order = Layouts.order(a.rank(), a.strides);
    int kept = 0;
    int[] axes = new int[a.rank()];
    for (int axis : order) {
      if (!reduced[axis]) {
        axes[kept++] = axis;
      }
    }
    int k = kept;
    for (int axis : order) {
      if (reduced[axis]) {
        axes[k++] = axis;
      }
    }
    int[] shape = Layouts.permuted(a.shape, axes);
    long[] strides = Layouts.permuted(a.strides, axes);
    long folded = Layouts.size(Arrays.copyOfRange(shape, kept, shape.length));
    Object start = initial != null ? initial : identity(folded);
    NdArray out = result(a, reduced, keep);
    long[] outStrides = new long[kept];
    int j = 0;
    for (int i = 0; i < a.rank(); i++) {
      if (!reduced[i]) {
        for (int q = 0; q < kept; q++) {
          if (axes[q] == i) {
            outStrides[q] = out.strides[keep ? i : j];
          }
        }
        j++;
      }
    }
    int[] outShape = Arrays.copyOf(shape, kept);
    long[] maskStrides = where == null ? null : Layouts.permuted(Layouts.stretched(where, a.shape), axes);
    if (out.size() == 0) {
      return out;
    }
    boolean rowsReduced = order.length == 0 || reduced[innermost(a, order)];
    if (rowsReduced && folded >= 8 || kept == 0 || Layouts.size(outShape) == 1) {
      rows(a, shape, strides, kept, outShape, outStrides, out, start, where, maskStrides);
    } else {
      columns(a, shape, strides, kept, outShape, outStrides, out, start, where, maskStrides, folded);
    }
    return out;
  }

  private static int innermost(NdArray a, int[] order) {
    for (int i = order.length - 1; i >= 0; i--) {
      if (a.shape[order[i]] != 1) {
        return order[i];
      }
    }
    return order[order.length - 1];
  }

  private NdArray result(NdArray a, boolean[] reduced, boolean keep) {
    int[] s = new int[a.rank()];
    int n = 0;
    for (int i = 0; i < s.length; i++) {
      if (!reduced[i]) {
        s[n++] = a.shape[i];
      } else if (keep) {
        s[n++] = 1;
      }
    }
    return NdArray.allocate(type, Arrays.copyOf(s, n));
  }

  private Object identity(long folded) {
    if (f.identity != null) {
      return f.identity;
    }
    if (folded == 0) {
      throw JaxError.value("zero-size array to reduction operation " + f.name + " which has no identity");
    }
    return null;
  }

  /// The first of the numbers to fold stands for a start that is missing.
  private void rows(
      NdArray a,
      int[] shape,
      long[] strides,
      int kept,
      int[] outShape,
      long[] outStrides,
      NdArray out,
      Object start,
      NdArray where,
      long[] maskStrides) {
    long inner = 1;
    int axis = shape.length - 1;
    long step = shape.length > kept ? strides[axis] : 0;
    for (; axis >= kept; axis--) {
      if (inner > 1 && shape[axis] > 1 && strides[axis] != step * inner) {
        break;
      }
      if (inner == 1) {
        step = strides[axis];
      }
      inner *= shape[axis];
    }
    long outer = 1;
    for (; axis >= kept; axis--) {
      outer *= shape[axis];
    }
    Cursor in = new Cursor(a, shape, strides);
    Cursor mask = where == null ? null : new Cursor(where, shape, maskStrides);
    Cursor to = new Cursor(out, outShape, outStrides);
    long n = Layouts.size(outShape);
    boolean first = start == null;
    for (long i = 0; i < n; i++) {
      switch (kernel) {
        case Kernel.Longs k -> {
          long acc = first ? 0 : whole(start);
          for (long o = 0; o < outer; o++) {
            acc = foldLongs(in, mask, acc, inner, first && o == 0);
          }
          to.store(new long[] {acc}, 1, type.kind() == ElementType.Kind.UNSIGNED);
        }
        case Kernel.Doubles k -> {
          double acc = first ? 0 : real(start);
          for (long o = 0; o < outer; o++) {
            acc = foldDoubles(in, mask, acc, inner, first && o == 0, start);
          }
          if (!Double.isFinite(acc) && (Double.isNaN(acc) || f.name.equals("add") || f.name.equals("multiply"))) {
            suspect(a, acc);
          }
          to.store(new double[] {acc}, 1);
        }
        case Kernel.Pairs k -> {
          double[] acc = first ? new double[2] : pair(start);
          for (long o = 0; o < outer; o++) {
            boolean head = first && o == 0;
            if (head) {
              in.loadPairs(acc, 1);
            }
            folding.pairs(
                mask == null ? in::loadPairs : (d, m) -> masked(in, mask, d, m, pair(start)),
                acc,
                head ? inner - 1 : inner);
          }
          to.storePairs(acc, 1);
        }
        default -> throw unsupported();
      }
    }
  }

  private void suspect(NdArray a, double result) {
    // Only finite operands make a result worth a word; a look at them is cheap beside what made it.
    Cursor c = new Cursor(a);
    double[] x = new double[1024];
    long n = a.size();
    if (a.type.isWhole()) {
      return;
    }
    boolean infinite = false;
    for (long i = 0; i < n; i += x.length) {
      int m = (int) Math.min(x.length, n - i);
      c.load(x, m);
      for (int j = 0; j < m; j++) {
        if (Double.isNaN(x[j])) {
          return;
        }
        infinite |= Double.isInfinite(x[j]);
      }
    }
    if (Double.isNaN(result)) {
      flags.raise(Flags.INVALID);
    } else if (!infinite) {
      flags.raise(Flags.OVER);
    }
  }

  private JaxError unsupported() {
    return JaxError.type("numpy." + f.name + ".reduce is not supported for dtype '" + type + "'");
  }

  private long foldLongs(Cursor in, Cursor mask, long acc, long n, boolean head) {
    if (head) {
      long[] one = new long[1];
      in.load(one, 1);
      acc = one[0];
      n--;
    }
    long neutral = f.identity == null ? acc : whole(f.identity);
    return n == 0
        ? acc
        : folding.longs(
            mask == null
                ? in::load
                : (l, m) -> {
                  in.load(l, m);
                  long[] on = new long[m];
                  mask.load(on, m);
                  for (int j = 0; j < m; j++) {
                    l[j] = on[j] == 0 ? neutral : l[j];
                  }
                },
            acc,
            n);
  }

  private double foldDoubles(Cursor in, Cursor mask, double acc, long n, boolean head, Object start) {
    if (head) {
      double[] one = new double[1];
      in.load(one, 1);
      acc = one[0];
      n--;
    }
    double neutral = f.identity == null ? acc : f.name.equals("add") ? -0.0 : real(f.identity);
    return n == 0
        ? acc
        : folding.doubles(
            mask == null
                ? in::load
                : (d, m) -> {
                  in.load(d, m);
                  long[] on = new long[m];
                  mask.load(on, m);
                  for (int j = 0; j < m; j++) {
                    d[j] = on[j] == 0 ? neutral : d[j];
                  }
                },
            acc,
            n);
  }

  private static void masked(Cursor in, Cursor mask, double[] d, int m, double[] neutral) {
    in.loadPairs(d, m);
    long[] on = new long[m];
    mask.load(on, m);
    for (int j = 0; j < m; j++) {
      if (on[j] == 0) {
        d[2 * j] = neutral[0];
        d[2 * j + 1] = neutral[1];
      }
    }
  }

  /// Folds whole rows of results at once, one number of each at a time.
  private void columns(
      NdArray a,
      int[] shape,
      long[] strides,
      int kept,
      int[] outShape,
      long[] outStrides,
      NdArray out,
      Object start,
      NdArray where,
      long[] maskStrides,
      long folded) {
    int rank = shape.length;
    int[] turned = new int[rank];
    for (int i = 0; i < rank - kept; i++) {
      turned[i] = kept + i;
    }
    for (int i = 0; i < kept; i++) {
      turned[rank - kept + i] = i;
    }
    int[] s = Layouts.permuted(shape, turned);
    Cursor in = new Cursor(a, s, Layouts.permuted(strides, turned));
    Cursor mask = where == null ? null : new Cursor(where, s, Layouts.permuted(maskStrides, turned));
    int n = Math.toIntExact(Layouts.size(outShape));
    Cursor to = new Cursor(out, outShape, outStrides);
    switch (kernel) {
      case Kernel.Longs k -> {
        long[] acc = new long[n];
        long[] x = new long[n];
        Arrays.fill(acc, start == null ? 0 : whole(start));
        for (long r = 0; r < folded; r++) {
          in.load(x, n);
          if (mask != null) {
            long[] on = new long[n];
            mask.load(on, n);
            for (int j = 0; j < n; j++) {
              x[j] = on[j] == 0 ? f.identity == null ? acc[j] : whole(f.identity) : x[j];
            }
          }
          if (start == null && r == 0) {
            System.arraycopy(x, 0, acc, 0, n);
          } else {
            k.loop().run(acc, x, acc, n, flags);
          }
        }
        to.store(acc, n, type.kind() == ElementType.Kind.UNSIGNED);
      }
      case Kernel.Doubles k -> {
        double[] acc = new double[n];
        double[] x = new double[n];
        Arrays.fill(acc, start == null ? 0 : real(start));
        for (long r = 0; r < folded; r++) {
          in.load(x, n);
          if (mask != null) {
            long[] on = new long[n];
            mask.load(on, n);
            for (int j = 0; j < n; j++) {
              x[j] = on[j] == 0 ? f.identity == null ? acc[j] : f.name.equals("add") ? -0.0 : real(f.identity) : x[j];
            }
          }
          if (start == null && r == 0) {
            System.arraycopy(x, 0, acc, 0, n);
          } else {
            k.loop().run(acc, x, acc, n);
            folding.round(acc, n);
          }
        }
        to.store(acc, n);
      }
      case Kernel.Pairs k -> {
        double[] acc = new double[2 * n];
        double[] x = new double[2 * n];
        for (int j = 0; start != null && j < n; j++) {
          acc[2 * j] = pair(start)[0];
          acc[2 * j + 1] = pair(start)[1];
        }
        for (long r = 0; r < folded; r++) {
          if (mask != null) {
            masked(in, mask, x, n, pair(start));
          } else {
            in.loadPairs(x, n);
          }
          if (start == null && r == 0) {
            System.arraycopy(x, 0, acc, 0, 2 * n);
          } else {
            k.loop().run(acc.clone(), x, acc, n);
            folding.round(acc, 2 * n);
          }
        }
        to.storePairs(acc, n);
      }
      default -> throw unsupported();
    }
  }

  static long whole(Object v) {
    return switch (v) {
      case Boolean b -> b ? 1 : 0;
      case BigInteger b -> b.longValue();
      case Number n -> n.longValue();
      default -> throw JaxError.type("not a number: " + v);
    };
  }

  static double real(Object v) {
    return switch (v) {
      case Boolean b -> b ? 1 : 0;
      case Promotion.Complex c -> c.re();
      case Number n -> n.doubleValue();
      default -> throw JaxError.type("not a number: " + v);
    };
  }

  static double[] pair(Object v) {
    return v instanceof Promotion.Complex c
        ? new double[] {c.re(), c.im()}
        : new double[] {real(v), real(v) == 0 ? real(v) : 0};
  }
}
