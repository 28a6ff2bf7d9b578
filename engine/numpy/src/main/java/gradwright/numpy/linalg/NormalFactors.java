package gradwright.numpy.linalg;

import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;

/// Vectors made independent by the Cholesky factor of their covariance.
public final class NormalFactors {
  private NormalFactors() {}

  /// The vector L^-1 v of covariance L L^T, and the diagonal of L.
  public record Whitened(Value vector, Value diagonal) {}

  /// `cov`: [..., n, n]; `v`: [..., n]; leading axes broadcast.
  public static Whitened whiten(Value cov, Value v) {
    Value l = Decompositions.lowerCholesky(Matrices.symmetrize(cov));
    int last = v.rank() - 1;
    Value column = Lax.expandDims(v, Ints.of(v.rank()));
    Shape head = Shape.of(java.util.Arrays.copyOf(v.shape().toArray(), last));
    Shape headL = Shape.of(java.util.Arrays.copyOf(l.shape().toArray(), l.rank() - 2));
    Shape batch = Promote.broadcastShapes(java.util.List.of(head, headL));
    if (batch.rank() > 0 && headL.rank() == 0) {
      // One factor for all vectors: they are the columns of one right hand side.
      int n = v.shape().size(last);
      int m = (int) (v.shape().elements() / Math.max(1, n));
      Value rows = Lax.reshape(v, Shape.of(m, n));
      Value solved = Solve.solveTriangular(l, Lax.transpose(rows, Ints.of(1, 0)), 0, true, false);
      return new Whitened(Lax.reshape(Lax.transpose(solved, Ints.of(1, 0)), v.shape()), Matrices.diagonal(l));
    }
    Value right = batch.rank() == 0 ? column : Matrices.broadcastBatch(column, batch, 2);
    Value solved = Solve.solveTriangular(l, right, 0, true, false);
    return new Whitened(Lax.squeeze(solved, Ints.of(solved.rank() - 1)), Matrices.diagonal(l));
  }

  /// The lower Cholesky factor of a covariance.
  public static Value factor(Value cov) {
    return Decompositions.cholesky(cov, false, true);
  }

  /// The diagonal of a factor.
  public static Value diagonal(Value factor) {
    return Matrices.diagonal(factor);
  }

  /// The solution of L L^T x = b for the factor L.
  public static Value solve(Value factor, Value b) {
    return Solve.choSolve(factor, b, true);
  }
}
