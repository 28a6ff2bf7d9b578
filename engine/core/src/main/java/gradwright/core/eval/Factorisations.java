package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.util.Arrays;
import java.util.List;

/// Triangular factorisations and solves.
final class Factorisations {
  private Factorisations() {}

  /// The lower factor from the lower triangle; all NaN when the matrix is not positive definite.
  static Matrix cholesky(Matrix a) {
    int n = a.rows;
    Matrix conjugate = new Matrix(1, n, a.complex());
    for (int k = 0; k < n; k++) {
      double d = a.re[k][k];
      if (!(d > 0)) {
        for (int i = 0; i < n; i++) {
          Arrays.fill(a.re[i], Double.NaN);
          if (a.complex()) {
            Arrays.fill(a.im[i], Double.NaN);
          }
        }
        return a;
      }
      d = Math.sqrt(d);
      a.set(k, k, d, 0);
      for (int i = k + 1; i < n; i++) {
        a.set(i, k, a.re[i][k] / d, a.im(i, k) / d);
        a.set(k, i, 0, 0);
        conjugate.set(0, i, a.re[i][k], -a.im(i, k));
      }
      for (int i = k + 1; i < n; i++) {
        a.addRow(i, conjugate, 0, k + 1, i + 1, -a.re[i][k], -a.im(i, k));
      }
    }
    return a;
  }

  /// Packed factors, pivots and permutation, with partial pivoting.
  static List<Matrix> lu(Matrix a) {
    int m = a.rows;
    int n = a.columns;
    int steps = Math.min(m, n);
    Matrix pivots = new Matrix(1, steps, false);
    Matrix permutation = new Matrix(1, m, false);
    for (int i = 0; i < m; i++) {
      permutation.re[0][i] = i;
    }
    double[] q = new double[2];
    for (int k = 0; k < steps; k++) {
      int pivot = k;
      double best = -1;
      for (int i = k; i < m; i++) {
        double size = Math.abs(a.re[i][k]) + Math.abs(a.im(i, k));
        if (size > best) {
          best = size;
          pivot = i;
        }
      }
      pivots.re[0][k] = pivot;
      if (pivot != k) {
        a.swapRows(k, pivot);
        double t = permutation.re[0][k];
        permutation.re[0][k] = permutation.re[0][pivot];
        permutation.re[0][pivot] = t;
      }
      if (best == 0) {
        continue;
      }
      for (int i = k + 1; i < m; i++) {
        ComplexFunctions.divide(a.re[i][k], a.im(i, k), a.re[k][k], a.im(k, k), q, 0);
        a.set(i, k, q[0], q[1]);
        a.addRow(i, a, k, k + 1, n, -q[0], -q[1]);
      }
    }
    return List.of(a, pivots, permutation);
  }

  static Array pivotsToPermutation(Array pivots, int size, Aval out, Device device) {
    long[] p = Blocks.longs(pivots);
    int k = pivots.shape().size(pivots.rank() - 1);
    int batch = Math.toIntExact(out.shape().elements() / Math.max(1, size));
    int[] r = new int[batch * size];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < size; i++) {
        r[b * size + i] = i;
      }
      for (int i = 0; i < k; i++) {
        int j = (int) p[b * k + i];
        int t = r[b * size + i];
        r[b * size + i] = r[b * size + j];
        r[b * size + j] = t;
      }
    }
    return Blocks.store(out, device, r);
  }

  /// Solves op(a) x = b, or x op(a) = b, reading one triangle of a.
  static Matrix triangularSolve(LinearAlgebra.TriangularSolve p, Matrix a, Matrix b) {
    if (!p.leftSide()) {
      // x op(a) = b is op(a)^T x^T = b^T.
      LinearAlgebra.TriangularSolve left =
          new LinearAlgebra.TriangularSolve(true, p.lower(), !p.transposeA(), p.conjugateA(), p.unitDiagonal());
      return triangularSolve(left, a, b.transpose(false)).transpose(false);
    }
    if (p.transposeA()) {
      a = a.transpose(false);
    }
    boolean lower = p.lower() != p.transposeA();
    double sign = p.conjugateA() ? -1 : 1;
    int n = a.rows;
    for (int step = 0; step < n; step++) {
      int i = lower ? step : n - 1 - step;
      for (int j = lower ? 0 : i + 1; j < (lower ? i : n); j++) {
        b.addRow(i, b, j, 0, b.columns, -a.re[i][j], -sign * a.im(i, j));
      }
      if (!p.unitDiagonal()) {
        b.divideRow(i, 0, b.columns, a.re[i][i], sign * a.im(i, i));
      }
    }
    return b;
  }
}
