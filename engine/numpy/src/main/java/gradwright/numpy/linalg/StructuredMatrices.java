package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Creation;
import gradwright.numpy.Joining;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import gradwright.numpy.Taking;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;

/// Matrices made of vectors: those of Toeplitz, Hankel, Leslie, Fiedler and others. Leading axes are batches.
final class StructuredMatrices {
  private StructuredMatrices() {}

  static void register(Catalogue.Module m) {
    m.function("block_diag(*arrs)", "A matrix of blocks along the diagonal.", a -> blockDiagonal(a.values("arrs")))
        .function(
            "toeplitz(c, r=None)",
            "The matrix with constant diagonals of first column c and first row r.",
            a -> {
              Value c = a.value("c");
              return toeplitz(c, a.isNone("r") ? Arithmetic.conjugate(c) : a.value("r"));
            })
        .function("hankel(c, r=None)", "The matrix with constant anti-diagonals.", StructuredMatrices::hankel)
        .function("circulant(c)", "The circulant matrix of first column c.", a -> circulant(a.value("c")))
        .function(
            "convolution_matrix(a, n, mode='full')",
            "The matrix by which n numbers are convolved with a.",
            a -> convolution(a.value("a"), a.integer("n"), a.string("mode")))
        .function("leslie(f, s)", "Leslie's matrix of a population.", a -> leslie(a.value("f"), a.value("s")))
        .function("companion(a)", "The companion matrix of a polynomial.", a -> companion(a.value("a")))
        .function("fiedler(a)", "The absolute differences of all pairs.", a -> fiedler(a.value("a")))
        .function(
            "fiedler_companion(a)", "Fiedler's companion matrix of a polynomial.", a -> fiedlerCompanion(a.value("a")));
  }

  private static int last(Value x) {
    return x.shape().size(x.rank() - 1);
  }

  private static Value index(int axis, Shape shape) {
    return Lax.iota(DType.INT32, shape, axis);
  }

  private static Value blockDiagonal(List<Value> given) {
    if (given.isEmpty()) {
      return Creation.zeros(1, 0);
    }
    List<Value> blocks = Promote.dtypes(given);
    int total = 0;
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).rank() > 2) {
        throw JaxError.value(
            "Arguments to jax.scipy.linalg.block_diag must have at most 2 dimensions, got "
                + blocks.get(i)
                + " at argument "
                + i
                + ".");
      }
    }
    blocks = blocks.stream().map(Joining::atleast2d).toList();
    for (Value b : blocks) {
      total += last(b);
    }
    List<Value> rows = new ArrayList<>();
    int at = 0;
    for (Value b : blocks) {
      int after = total - last(b) - at;
      rows.add(Lax.pad(b, Lax.like(b, 0), Ints.of(0, at), Ints.of(0, after), Ints.of(0, 0)));
      at += last(b);
    }
    return Lax.concatenate(rows, 0);
  }

  /// `c` and `r` of one dtype and batch.
  private static List<Value> pair(Value c, Value r) {
    List<Value> p = Promote.dtypes(List.of(c, r));
    Shape batch = Promote.broadcastShapes(p.stream().map(v -> v.shape().remove(v.rank() - 1)).toList());
    return List.of(Matrices.broadcastBatch(p.get(0), batch, 1), Matrices.broadcastBatch(p.get(1), batch, 1));
  }

  static Value toeplitz(Value column, Value row) {
    List<Value> p = pair(Joining.atleast1d(column), Joining.atleast1d(row));
    Value c = p.get(0);
    Value r = p.get(1);
    int m = last(c);
    int n = last(r);
    if (m == 0 || n == 0) {
      return empty(c, m, n);
    }
    int axis = c.rank() - 1;
    Value elements = Lax.concatenate(List.of(Lax.rev(c, Ints.of(axis)), Lax.sliceInDim(r, 1, n, axis)), axis);
    Shape shape = Shape.of(m, n);
    Value i = Lax.sub(index(1, shape), index(0, shape));
    return Taking.take(elements, Lax.add(i, Lax.like(i, m - 1)), axis);
  }

  private static Value empty(Value c, int m, int n) {
    Shape batch = c.shape().remove(c.rank() - 1);
    return Lax.full(batch.insert(batch.rank(), m).insert(batch.rank() + 1, n), Lax.like(c, 0));
  }

  private static Value hankel(Arguments a) {
    Value c = Promote.materialize(a.value("c"));
    Value r = a.isNone("r") ? Lax.fullLike(c, 0) : Promote.materialize(a.value("r"));
    if (c.rank() == 0) {
      throw JaxError.value("hankel: c must be at least 1-dimensional, got a scalar.");
    }
    if (r.rank() == 0) {
      throw JaxError.value("hankel: r must be at least 1-dimensional, got a scalar.");
    }
    List<Value> p = pair(c, r);
    int axis = p.get(0).rank() - 1;
    int m = last(c);
    int n = last(r);
    if (m == 0 || n == 0) {
      return empty(p.get(0), m, n);
    }
    Value elements = Lax.concatenate(List.of(p.get(0), Lax.sliceInDim(p.get(1), 1, n, axis)), axis);
    Shape shape = Shape.of(m, n);
    return Taking.take(elements, Lax.add(index(1, shape), index(0, shape)), axis);
  }

  private static Value circulant(Value given) {
    Value c = Joining.atleast1d(given);
    int n = last(c);
    if (n == 0) {
      return empty(c, 0, 0);
    }
    Shape shape = Shape.of(n, n);
    Value i = Lax.sub(index(0, shape), index(1, shape));
    Value wrapped = Lax.select(Lax.lt(i, Lax.like(i, 0)), Lax.add(i, Lax.like(i, n)), i);
    return Taking.take(c, wrapped, c.rank() - 1);
  }

  private static Value convolution(Value given, int n, String mode) {
    if (n <= 0) {
      throw JaxError.value("n must be a positive integer; got " + n + ".");
    }
    Value a = Promote.materialize(given);
    if (a.rank() == 0) {
      throw JaxError.value("convolution_matrix: a must be at least 1-dimensional, got a scalar.");
    }
    int m = last(a);
    if (m < 1) {
      throw JaxError.value("len(a) must be at least 1; got shape " + a.shape().toTuple() + ".");
    }
    int least = Math.min(m, n) - 1;
    int before =
        switch (mode) {
          case "full" -> 0;
          case "same" -> least / 2;
          case "valid" -> least;
          default -> throw JaxError.value("mode must be one of 'full', 'valid', 'same'; got '" + mode + "'.");
        };
    int after = mode.equals("same") ? least - before : before;
    int axis = a.rank() - 1;
    int[] high = new int[a.rank()];
    high[axis] = n - 1;
    Ints none = Ints.of(new int[a.rank()]);
    Value forward = Lax.pad(a, Lax.like(a, 0), none, Ints.of(high), none);
    Value backward = Lax.pad(Lax.rev(a, Ints.of(axis)), Lax.like(a, 0), none, Ints.of(high), none);
    int length = m + n - 1;
    return toeplitz(
        Lax.sliceInDim(forward, before, length - after, axis),
        Lax.sliceInDim(backward, length - n - before, length - before, axis));
  }

  private static Value leslie(Value birth, Value survival) {
    Value f = Joining.atleast1d(birth);
    Value s = Joining.atleast1d(survival);
    if (last(f) < 2) {
      throw JaxError.value(
          "The length of f along the last axis must be at least 2; got shape " + f.shape().toTuple() + ".");
    }
    if (last(s) != last(f) - 1) {
      throw JaxError.value(
          "Incorrect lengths for f and s. The length of s along the last axis must be one less than the length of f;"
              + " got f shape "
              + f.shape().toTuple()
              + " and s shape "
              + s.shape().toTuple()
              + ".");
    }
    List<Value> p = pair(f, s);
    int n = last(f);
    Value below = diagonalMatrix(p.get(1));
    return underRow(p.get(0), below, n);
  }

  private static Value diagonalMatrix(Value s) {
    return gradwright.core.lax.Matrices.diagonalMatrix(s);
  }

  /// `row` over a square matrix one smaller with a column of zeros at its right.
  private static Value underRow(Value row, Value below, int n) {
    int rank = below.rank();
    int[] high = new int[rank];
    high[rank - 1] = n - last(below);
    Ints none = Ints.of(new int[rank]);
    Value wide = Lax.pad(below, Lax.like(below, 0), none, Ints.of(high), none);
    return Lax.concatenate(List.of(Lax.expandDims(row, Ints.of(rank - 2)), wide), rank - 2);
  }

  private static Value companion(Value given) {
    Value a = Joining.atleast1d(Promote.argsInexact("companion", given).getFirst());
    int m = last(a) - 1;
    if (m < 1) {
      throw JaxError.value(
          "The length of `a` along the last axis must be at least 2; got shape " + a.shape().toTuple() + ".");
    }
    int axis = a.rank() - 1;
    Value first = Lax.neg(Lax.sliceInDim(a, 1, m + 1, axis));
    Value row = Arithmetic.trueDivide(first, Lax.sliceInDim(a, 0, 1, axis));
    Value ones = Lax.full(a.shape().with(axis, m - 1), Lax.like(a, 1));
    return underRow(row, diagonalMatrix(ones), m);
  }

  private static Value fiedler(Value given) {
    Value a = Joining.atleast1d(given);
    Value column = Lax.expandDims(a, Ints.of(a.rank()));
    Value row = Lax.expandDims(a, Ints.of(a.rank() - 1));
    return Arithmetic.abs(Arithmetic.subtract(column, row));
  }

  private static Value fiedlerCompanion(Value given) {
    Value a = Joining.atleast1d(Promote.argsInexact("fiedler_companion", given).getFirst());
    int n = last(a) - 1;
    if (n < 0) {
      throw JaxError.value(
          "fiedler_companion requires the last axis of 'a' to have nonzero length, but got an array of shape "
              + a.shape().toTuple()
              + ".");
    }
    if (n == 0) {
      return empty(a, 0, 0);
    }
    int axis = a.rank() - 1;
    Value monic = Arithmetic.trueDivide(a, Lax.sliceInDim(a, 0, 1, axis));
    if (n == 1) {
      return Lax.expandDims(Lax.neg(Lax.sliceInDim(monic, 1, 2, axis)), Ints.of(axis));
    }
    Shape shape = Shape.of(n, n);
    Term i = Term.of(index(0, shape));
    Term j = Term.of(index(1, shape));
    Value limit = Promote.integer(n);
    Term above = Term.of(Lax.neg(Taking.take(monic, Arithmetic.minimum(i.plus(2).value(), limit), axis)));
    Term below = Term.of(Lax.neg(Taking.take(monic, Arithmetic.minimum(i.plus(1).value(), limit), axis)));
    Term even = Term.of(Arithmetic.remainder(i.value(), Promote.integer(2))).eq(0);
    Term odd = even.not();
    List<Value> conditions =
        List.of(
            i.eq(0).and(j.eq(0)).value(),
            i.eq(1).and(j.eq(0)).value(),
            j.eq(i.plus(1)).and(even).value(),
            j.eq(i.plus(2)).and(even).value(),
            j.eq(i.minus(1)).and(even).and(i.ge(2)).value(),
            j.eq(i.minus(2)).and(odd).and(i.ge(3)).value());
    Value head = Lax.expandDims(Lax.neg(Lax.sliceInDim(monic, 1, 2, axis)), Ints.of(axis));
    Value one = Lax.like(monic, 1);
    return Selection.select(conditions, List.of(head, one, above.value(), one, below.value(), one), Lax.like(monic, 0));
  }

  /// A square matrix as blocks: two rows of two.
  static Value blocks(Value topLeft, Value topRight, Value bottomLeft, Value bottomRight) {
    int rank = topLeft.rank();
    Value top = Lax.concatenate(List.of(topLeft, topRight), rank - 1);
    Value bottom = Lax.concatenate(List.of(bottomLeft, bottomRight), rank - 1);
    return Lax.concatenate(List.of(top, bottom), rank - 2);
  }
}
