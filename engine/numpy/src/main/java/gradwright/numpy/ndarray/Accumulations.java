package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;

/// Running results of a ufunc along one axis, and results between given positions.
public final class Accumulations {
  private Accumulations() {}

  /// Element `i` along `axis` is the fold of the first `i + 1`.
  public static NdArray accumulate(Ufunc f, NdArray a, int axis, ElementType dtype, Flags flags) {
    ElementType t = Resolution.of(f, Reductions.typeOf(f, a.type, dtype), null, "unsafe").in();
    t = f.rule == Ufunc.Rule.COMPARING ? ElementType.BOOL : t;
    Kernel kernel = f.kernel(t);
    Folding folding = new Folding(f, t, kernel, flags);
    NdArray out = NdArray.allocate(t, a.shape.clone());
    int n = a.shape[axis];
    if (a.size() == 0) {
      return out;
    }
    int[] axes = last(a.rank(), axis);
    int[] shape = Layouts.permuted(a.shape, axes);
    Cursor in = new Cursor(a, shape, Layouts.permuted(a.strides, axes));
    Cursor to = new Cursor(out, shape, Layouts.permuted(out.strides, axes));
    long lines = a.size() / n;
    for (long line = 0; line < lines; line++) {
      switch (kernel) {
        case Kernel.Longs k -> {
          long[] x = new long[n];
          in.load(x, n);
          if (f.name.equals("add") && t != ElementType.BOOL) {
            for (int i = 1; i < n; i++) {
              x[i] += x[i - 1];
            }
          } else {
            long[] acc = {x[0]};
            long[] one = new long[1];
            for (int i = 1; i < n; i++) {
              one[0] = x[i];
              k.loop().run(acc, one, acc, 1, flags);
              x[i] = acc[0];
            }
          }
          to.store(x, n, t.kind() == ElementType.Kind.UNSIGNED);
        }
        case Kernel.Doubles k -> {
          double[] x = new double[n];
          in.load(x, n);
          if (f.name.equals("add") && t == ElementType.FLOAT64) {
            for (int i = 1; i < n; i++) {
              x[i] += x[i - 1];
            }
          } else {
            folding.round(x, n);
            double[] acc = {x[0]};
            double[] one = new double[1];
            for (int i = 1; i < n; i++) {
              one[0] = x[i];
              k.loop().run(acc, one, acc, 1);
              folding.round(acc, 1);
              x[i] = acc[0];
            }
          }
          to.store(x, n);
        }
        case Kernel.Pairs k -> {
          double[] x = new double[2 * n];
          in.loadPairs(x, n);
          double[] acc = {x[0], x[1]};
          double[] one = new double[2];
          for (int i = 1; i < n; i++) {
            one[0] = x[2 * i];
            one[1] = x[2 * i + 1];
            k.loop().run(acc.clone(), one, acc, 1);
            folding.round(acc, 2);
            x[2 * i] = acc[0];
            x[2 * i + 1] = acc[1];
          }
          to.storePairs(x, n);
        }
        default -> throw JaxError.type("numpy." + f.name + ".accumulate is not supported for dtype '" + t + "'");
      }
    }
    return out;
  }

  /// The axes of an array of this rank with one of them last.
  static int[] last(int rank, int axis) {
    int[] axes = new int[rank];
    int k = 0;
    for (int i = 0; i < rank; i++) {
      if (i != axis) {
        axes[k++] = i;
      }
    }
    axes[k] = axis;
    return axes;
  }
}
