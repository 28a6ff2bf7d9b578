package gradwright.core.batch;

import static gradwright.core.batch.Patterns.one;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of LinearAlgebra primitives: all take leading batch axes.
final class LinearAlgebraBatch {
  private LinearAlgebraBatch() {}

  static Batched batch(BatchTrace trace, LinearAlgebra p, List<Value> values, List<Integer> axes) {
    if (p instanceof LinearAlgebra.TriangularSolve s && axes.get(0) == null) {
      return manyRightSides(s, values.get(0), values.get(1), axes.get(1));
    }
    if (p instanceof LinearAlgebra.TridiagonalSolve
        && axes.get(0) == null
        && axes.get(1) == null
        && axes.get(2) == null) {
      return manyColumns(p, values, axes.get(3));
    }
    if (p instanceof LinearAlgebra.CholeskyUpdate) {
      throw JaxError.notImplemented("Batching rule for 'cholesky_update' not implemented");
    }
    return Patterns.expandDims(p, values, axes);
  }

  /// One tridiagonal matrix, batched right-hand sides.
  private static Batched manyColumns(LinearAlgebra p, List<Value> in, int axis) {
    int to = in.get(3).rank() - 2;
    Value b = Lax.moveAxis(in.get(3), axis, to);
    Shape shape = b.shape();
    Shape flat = shape.remove(to + 1).with(to, shape.size(to) * shape.size(to + 1));
    Value x = Lax.bind1(p, in.get(0), in.get(1), in.get(2), Lax.reshape(b, flat));
    return one(Lax.reshape(x, shape), to);
  }

  /// One matrix, batched right-hand sides: the batch becomes more columns (rows) of one right-hand side.
  private static Batched manyRightSides(LinearAlgebra.TriangularSolve p, Value a, Value b, int axis) {
    int last = b.rank() - 1;
    int to = p.leftSide() ? last : last - 1;
    Value moved = Lax.moveAxis(b, axis, to);
    Shape shape = moved.shape();
    Shape flat =
        p.leftSide()
            ? shape.remove(last).with(last - 1, shape.size(last - 1) * shape.size(last))
            : shape.remove(last - 1).with(last - 2, shape.size(last - 2) * shape.size(last - 1));
    Value x = Lax.bind1(p, a, Lax.reshape(moved, flat));
    return one(Lax.reshape(x, shape), to);
  }
}
