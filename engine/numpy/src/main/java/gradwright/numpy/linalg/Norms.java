package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Norms of vectors and matrices, as `jax.numpy.linalg.norm`.
public final class Norms {
  private Norms() {}

  /// The norm over `axes` (null: all). `ord` is null, a Double, or one of "fro", "nuc"; one axis gives a vector norm, two a
  /// matrix norm.
  public static Value norm(Value x, Object ord, Ints axes, boolean keepDims) {
    return NamedJit.call1(
        "norm",
        Arrays.asList(ord, axes, keepDims),
        List.of(x),
        in -> List.of(body(Promote.inexact(in.getFirst()), ord, axes, keepDims)));
  }

  private static Value body(Value x, Object ord, Ints given, boolean keepDims) {
    if (given == null && ord == null) {
      return Lax.unary(UnaryOp.SQRT, sum(squares(x), Ints.range(0, x.rank()), keepDims));
    }
    Ints axes = given == null ? Ints.range(0, x.rank()) : given;
    return switch (axes.size()) {
      case 1 -> vector(x, ord == null ? (Object) 2.0 : ord, axes, keepDims);
      case 2 -> matrix(x, ord, axes.get(0), axes.get(1), keepDims);
      default ->
          throw JaxError.value(
              "Improper number of axes for norm: axis="
                  + axes
                  + ". Pass one axis to compute a vector-norm, or two axes to compute a matrix-norm.");
    };
  }

  private static Value squares(Value x) {
    return x.dtype().isComplex() ? Lax.real(Lax.mul(x, Lax.conj(x))) : Lax.mul(x, x);
  }

  private static Value abs(Value x) {
    return Lax.unary(UnaryOp.ABS, x);
  }

  private static Value keep(Value reduced, Ints axes, boolean keepDims) {
    return keepDims ? Lax.expandDims(reduced, axes.sorted()) : reduced;
  }

  private static Value sum(Value x, Ints axes, boolean keepDims) {
    return Reductions.sum(x, Reductions.Options.over(axes, keepDims));
  }

  private static Value extreme(boolean max, Value x, Ints axes, boolean keepDims, boolean fromZero) {
    Value r = Lax.reduce(max ? Reduction.Op.MAX : Reduction.Op.MIN, x, axes);
    if (fromZero) {
      r = Lax.max(r, Lax.like(r, 0));
    }
    return keep(r, axes, keepDims);
  }

  private static Value vector(Value x, Object ord, Ints axes, boolean keepDims) {
    if (!(ord instanceof Double p)) {
      throw JaxError.value("Invalid order '" + ord + "' for vector norm.");
    }
    if (p == 2) {
      return Lax.unary(UnaryOp.SQRT, sum(squares(x), axes, keepDims));
    }
    if (p == Double.POSITIVE_INFINITY) {
      return extreme(true, abs(x), axes, keepDims, true);
    }
    if (p == Double.NEGATIVE_INFINITY) {
      return extreme(false, abs(x), axes, keepDims, false);
    }
    if (p == 0) {
      Value nonzero = Lax.ne(x, Lax.like(x, 0));
      return sum(Lax.convert(nonzero, x.dtype().realType()), axes, keepDims);
    }
    if (p == 1) {
      return sum(abs(x), axes, keepDims);
    }
    Value magnitude = abs(x);
    Value total = sum(Lax.pow(magnitude, Lax.like(magnitude, p)), axes, keepDims);
    return Lax.pow(total, Lax.like(total, 1 / p));
  }

  private static Value matrix(Value x, Object ord, int row, int column, boolean keepDims) {
    if (ord == null || "f".equals(ord) || "fro".equals(ord)) {
      return Lax.unary(UnaryOp.SQRT, sum(squares(x), Ints.of(row, column), keepDims));
    }
    boolean nuclear = "nuc".equals(ord);
    double p = ord instanceof Double d ? d : Double.NaN;
    if (Math.abs(p) == 1 || Double.isInfinite(p)) {
      boolean byColumn = Math.abs(p) == 1;
      int first = byColumn ? row : column;
      int second = byColumn ? column : row;
      Value sums = Lax.sum(abs(x), Ints.of(first));
      int left = second > first ? second - 1 : second;
      Value r = extreme(p > 0, sums, Ints.of(left), false, p > 0);
      return keep(r, Ints.of(row, column), keepDims);
    }
    if (nuclear || Math.abs(p) == 2) {
      List<Integer> permutation = new ArrayList<>();
      for (int i = 0; i < x.rank(); i++) {
        if (i != row && i != column) {
          permutation.add(i);
        }
      }
      permutation.add(row);
      permutation.add(column);
      Value moved = Lax.transpose(x, Ints.of(permutation.stream().mapToInt(Integer::intValue).toArray()));
      Value s = Decompositions.svd(moved, true, false).getFirst();
      Ints last = Ints.of(s.rank() - 1);
      Value r = nuclear ? Lax.sum(s, last) : extreme(p > 0, s, last, false, p > 0);
      return keep(r, Ints.of(row, column), keepDims);
    }
    throw JaxError.value(
        "Invalid order '"
            + (ord instanceof Double d && d == Math.rint(d) ? (Object) d.longValue() : ord)
            + "' for matrix norm.");
  }
}
