package gradwright.numpy.linalg;

import gradwright.core.batch.Vmap;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Cumulations;
import java.util.List;

/// The product of a matrix's cofactors with others, det(a) a^-1 b, which exists for singular a as long as only the last pivot of its
/// LU decomposition vanishes; zero otherwise.
final class Cofactors {
  private Cofactors() {}

  static Value solve(Value a, Value b) {
    int n = Matrices.rows(a);
    int rank = a.rank();
    if (n < 2) {
      return b;
    }
    List<Value> f = Decompositions.lu(a);
    Value diagonal = Matrices.diagonal(f.get(0));
    Value sign = Lax.convert(Determinants.flip(Determinants.swaps(f.get(1))), a.dtype());
    Value products = Cumulations.cumprod(diagonal, rank - 2, null);
    Value partial = Lax.mul(products, Lax.expandDims(sign, Ints.of(rank - 2)));
    Value before = Lax.indexInDim(partial, n - 2, rank - 2);
    Value corner = Lax.div(Lax.like(before, 1), before);
    Value lu = withCorner(f.get(0), corner);
    LinearAlgebra upper = new LinearAlgebra.TriangularSolve(true, false, false, false, false);
    LinearAlgebra lower = new LinearAlgebra.TriangularSolve(true, true, false, false, true);
    Value ones = Lax.full(a.shape().with(rank - 1, 1), Lax.like(a, 1));
    Value probe = Lax.squeeze(Lax.bind1(upper, lu, ones), Ints.of(rank - 1));
    Value finite = Lax.unary(UnaryOp.IS_FINITE, probe.dtype().isComplex() ? Lax.abs(probe) : probe);
    Value broken = Lax.reduce(Reduction.Op.OR, Lax.not(finite), Ints.of(rank - 2));
    Value mask = Lax.broadcastInDim(broken, b.shape(), Ints.range(0, rank - 2));
    Value x = Lax.select(mask, Lax.fullLike(b, 0), b);
    x = permuted(x, f.get(2));
    x = Lax.bind1(lower, lu, x);
    Value det = Lax.indexInDim(partial, n - 1, rank - 2);
    Value upperRows = Lax.sliceInDim(x, 0, n - 1, rank - 2);
    Value scale = Lax.broadcastInDim(det, upperRows.shape(), Ints.range(0, rank - 2));
    Value lastRow = Lax.sliceInDim(x, n - 1, n, rank - 2);
    x = Lax.concatenate(List.of(Lax.mul(upperRows, scale), lastRow), rank - 2);
    x = Lax.bind1(upper, lu, x);
    return Lax.select(mask, Lax.fullLike(b, 0), x);
  }

  private static Value withCorner(Value lu, Value corner) {
    int n = Matrices.rows(lu);
    int rank = lu.rank();
    Shape plane = Shape.of(n, n);
    Value i = Lax.iota(DType.INT32, plane, 0);
    Value j = Lax.iota(DType.INT32, plane, 1);
    Value at = Lax.and(Lax.eq(i, Lax.like(i, n - 1)), Lax.eq(j, Lax.like(j, n - 1)));
    Value mask = Lax.broadcastInDim(at, lu.shape(), Ints.of(rank - 2, rank - 1));
    return Lax.select(mask, Lax.broadcastInDim(corner, lu.shape(), Ints.range(0, rank - 2)), lu);
  }

  private static Value permuted(Value x, Value order) {
    return Vmap.map(
            in -> List.of(gradwright.core.lax.Matrices.rows(in.get(0), in.get(1))), x.rank() - 2, List.of(x, order))
        .getFirst();
  }
}
