package gradwright.numpy.linalg;

import gradwright.core.batch.BatchTrace;
import gradwright.core.control.Calls;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra.TriangularSolve;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import java.util.Arrays;
import java.util.List;

/// Solutions of linear systems. Derivatives come from the system itself (custom_linear_solve), not from the factorisation.
public final class Solve {
  private Solve() {}

  /// x with a x = b, by LU with partial pivoting. a: (..., m, m); b: (m,) or (..., m, n).
  public static Value solve(Value a, Value b) {
    return NamedJit.call1(
        "solve",
        "",
        List.of(a, b),
        in -> {
          List<Value> both = Promote.dtypesInexact(in);
          return List.of(general(both.get(0), both.get(1)));
        });
  }

  private static Value general(Value a, Value b) {
    if (a.rank() < 2) {
      throw JaxError.value("left hand array must be at least two dimensional; got a.shape=" + a.shape().toTuple());
    }
    if (b.rank() > 1
        && a.rank() == b.rank() + 1
        && Matrices.columns(a) == b.shape().size(b.rank() - 1)
        && Matrices.columns(a) != Matrices.rows(b)) {
      throw JaxError.value(
          "Invalid shapes for solve: "
              + a.shape().toTuple()
              + ", "
              + b.shape().toTuple()
              + ". Prior to JAX v0.5.0, this would have been treated as a batched 1-dimensional solve."
              + " To recover this behavior, use solve(a, b[..., None]).squeeze(-1).");
    }
    if (b.rank() < 1) {
      throw JaxError.value(
          "Input with shape () does not have enough dimensions for core dimensions of solve (m,m),(m)->(m)");
    }
    boolean vector = b.rank() == 1;
    Shape batch = Promote.broadcastShapes(List.of(head(a, 2), vector ? Shape.SCALAR : head(b, 2)));
    int levels = batch.rank();
    Value left = Matrices.broadcastBatch(a, batch, 2);
    Value right = Matrices.broadcastBatch(b, batch, vector ? 1 : 2);
    return Matrices.overBatch(in -> List.of(one(in.get(0), in.get(1))), levels, List.of(left, right)).getFirst();
  }

  private static Shape head(Value a, int tail) {
    return Shape.of(Arrays.copyOf(a.shape().toArray(), a.rank() - tail));
  }

  private static void checkShapes(Value a, Value b) {
    boolean fits =
        Matrices.rows(a) == Matrices.columns(a)
            && (b.rank() == a.rank() || b.rank() == a.rank() - 1)
            && b.shape().size(a.rank() - 2) == Matrices.rows(a);
    if (!fits) {
      throw JaxError.value(
          "The arguments to solve must have shapes a=[..., m, m] and b=[..., m, k] or b=[..., m]; got a="
              + a.shape().toTuple()
              + " and b="
              + b.shape().toTuple());
    }
  }

  /// One system without batch axes.
  private static Value one(Value a, Value b) {
    checkShapes(a, b);
    List<Value> factors = Decompositions.lu(Lax.unary(UnaryOp.STOP_GRADIENT, a));
    FlatFunction matvec = in -> List.of(Matrices.matvec(a, in.getFirst()));
    return eachColumn(
        a,
        b,
        c ->
            Calls.customLinearSolve(
                    matvec,
                    List.of(c),
                    (f, in) -> List.of(luSolve(factors.get(0), factors.get(2), in.getFirst(), 0)),
                    (f, in) -> List.of(luSolve(factors.get(0), factors.get(2), in.getFirst(), 1)),
                    false)
                .getFirst());
  }

  private static Value eachColumn(Value a, Value b, java.util.function.UnaryOperator<Value> f) {
    if (b.rank() == a.rank() - 1) {
      return f.apply(b);
    }
    int axis = b.rank() - 1;
    BatchTrace.Batched out =
        BatchTrace.run(in -> List.of(f.apply(in.getFirst())), b.shape().size(axis), null, List.of(b), List.of(axis));
    return Lax.moveAxis(out.values().getFirst(), out.axes().getFirst(), axis);
  }

  private static Value triangular(Value a, Value b, boolean lower, boolean transpose, boolean conjugate, boolean unit) {
    boolean c = conjugate && a.dtype().isComplex();
    return Lax.bind1(new TriangularSolve(true, lower, transpose, c, unit), a, b);
  }

  /// x of packed LU factors and a permutation; `trans` 0 solves a x = b, 1 the transposed system, 2 the adjoint one.
  static Value luSolve(Value lu, Value permutation, Value b, int trans) {
    return NamedJit.call1(
        "_lu_solve",
        trans,
        List.of(lu, permutation, b),
        in -> List.of(luSolveBody(in.get(0), in.get(1), in.get(2), trans)));
  }

  private static Value luSolveBody(Value lu, Value permutation, Value b, int trans) {
    boolean vector = b.rank() == lu.rank() - 1;
    Value x = vector ? Lax.expandDims(b, Ints.of(b.rank())) : b;
    if (trans == 0) {
      x = rows(x, permutation);
      x = triangular(lu, x, true, false, false, true);
      x = triangular(lu, x, false, false, false, false);
    } else {
      boolean conjugate = trans == 2;
      x = triangular(lu, x, false, true, conjugate, false);
      x = triangular(lu, x, true, true, conjugate, true);
      Value positions = Lax.iota(DType.INT32, permutation.shape(), 0);
      Value inverse = Lax.bind(new Reduction.Sort(0, true, 1), permutation, positions).get(1);
      x = rows(x, inverse);
    }
    return vector ? Lax.squeeze(x, Ints.of(x.rank() - 1)) : x;
  }

  /// Rows of a matrix at indices: x[index, :].
  private static Value rows(Value x, Value index) {
    Value negative = Lax.lt(index, Lax.like(index, 0));
    Value wrapped = Lax.select(negative, Lax.add(index, Lax.like(index, x.shape().size(0))), index);
    Value starts = Lax.expandDims(wrapped, Ints.of(1));
    var dims =
        new gradwright.core.prim.Indexing.GatherDimensions(Ints.of(1), Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY);
    return Lax.bind1(
        new gradwright.core.prim.Indexing.Gather(
            dims,
            Ints.of(1, x.shape().size(1)),
            false,
            false,
            gradwright.core.prim.Indexing.Mode.PROMISE_IN_BOUNDS,
            null),
        x,
        starts);
  }

  /// The inverse matrix.
  public static Value inv(Value a) {
    return NamedJit.call1(
        "inv",
        "",
        List.of(a),
        in -> {
          Value x = in.getFirst();
          if (x.rank() < 2 || Matrices.rows(x) != Matrices.columns(x)) {
            throw JaxError.value("Argument to inv must have shape [..., n, n], got " + x.shape().toTuple() + ".");
          }
          Value eye = Matrices.eye(Matrices.rows(x), Matrices.rows(x), Promote.inexact(x.dtype()));
          return List.of(solve(x, Matrices.broadcastBatch(eye, head(x, 2), 2)));
        });
  }

  /// x with a x = b for triangular a; `trans` 0, 1 (transposed) or 2 (adjoint).
  public static Value solveTriangular(Value a, Value b, int trans, boolean lower, boolean unit) {
    if (a.rank() < 2 || b.rank() < 1) {
      throw JaxError.value(
          "solve_triangular: a must have at least two axes and b one, got shapes "
              + a.shape().toTuple()
              + " and "
              + b.shape().toTuple());
    }
    return NamedJit.call1(
        "_solve_triangular",
        List.of(trans, lower, unit),
        List.of(a, b),
        in -> {
          List<Value> both = Promote.dtypesInexact(in);
          return List.of(batchedTriangular(both.get(0), both.get(1), trans != 0, trans == 2, lower, unit));
        });
  }

  private static Value batchedTriangular(
      Value a, Value b, boolean transpose, boolean conjugate, boolean lower, boolean unit) {
    boolean vector = b.rank() == 1;
    Value right = vector ? Lax.expandDims(b, Ints.of(1)) : b;
    Shape batch = Promote.broadcastShapes(List.of(head(a, 2), head(right, 2)));
    Value x =
        triangular(
            Matrices.broadcastBatch(a, batch, 2),
            Matrices.broadcastBatch(right, batch, 2),
            lower,
            transpose,
            conjugate,
            unit);
    return vector ? Lax.squeeze(x, Ints.of(x.rank() - 1)) : x;
  }

  /// x with (c c^H) x = b for a Cholesky factor c (lower, or upper).
  public static Value choSolve(Value c, Value b, boolean lower) {
    return NamedJit.call1(
        "_cho_solve",
        lower,
        List.of(c, b),
        in -> {
          List<Value> both = Promote.dtypesInexact(in);
          Value x = batchedTriangular(both.get(0), both.get(1), !lower, !lower, lower, false);
          return List.of(batchedTriangular(both.get(0), x, lower, lower, lower, false));
        });
  }

  /// x with a x = b for Hermitian positive definite a, by Cholesky.
  public static Value solvePositive(Value a, Value b, boolean lower) {
    return NamedJit.call1(
        "_solve",
        lower,
        List.of(a, b),
        in -> {
          List<Value> both = Promote.dtypesInexact(in);
          Value x = both.get(0);
          checkShapes(x, both.get(1));
          Value fixed = Lax.unary(UnaryOp.STOP_GRADIENT, x);
          Value factor = Decompositions.lowerCholesky(lower ? fixed : Matrices.adjoint(fixed));
          Value c = lower ? factor : Matrices.adjoint(factor);
          FlatFunction matvec = v -> List.of(Matrices.matvec(x, v.getFirst()));
          return List.of(
              eachColumn(
                  x,
                  both.get(1),
                  v ->
                      Calls.customLinearSolve(
                              matvec, List.of(v), (f, r) -> List.of(choSolve(c, r.getFirst(), lower)), null, true)
                          .getFirst()));
        });
  }
}
