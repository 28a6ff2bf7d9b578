package gradwright.core.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Eigenvectors and ascending eigenvalues of Hermitian matrices by cyclic Jacobi rotations.
final class HermitianEigen {
  private static final int SWEEPS = 60;

  private HermitianEigen() {}

  /// Reads the lower triangle, or the upper.
  static List<Matrix> decompose(Matrix given, boolean lower) {
    int n = given.rows;
    Matrix a = new Matrix(n, n, given.complex());
    boolean finite = true;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double re = lower ? given.re[i][j] : given.re[j][i];
        double im = i == j ? 0 : lower ? given.im(i, j) : -given.im(j, i);
        finite &= Double.isFinite(re) && Double.isFinite(im);
        a.set(i, j, re, im);
        a.set(j, i, re, -im);
      }
    }
    // The rows of v are the eigenvectors.
    Matrix v = Matrix.identity(n, n, given.complex());
    Matrix values = new Matrix(1, n, false);
    if (!finite) {
      for (int i = 0; i < n; i++) {
        Arrays.fill(v.re[i], Double.NaN);
      }
      Arrays.fill(values.re[0], Double.NaN);
      return List.of(v, values);
    }
    for (int sweep = 0; sweep < SWEEPS && sweep(a, v); sweep++) {}
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> a.re[i][i]));
    Matrix vectors = new Matrix(n, n, given.complex());
    for (int k = 0; k < n; k++) {
      values.re[0][k] = a.re[order[k]][order[k]];
      for (int i = 0; i < n; i++) {
        vectors.set(i, k, v.re[order[k]][i], v.im(order[k], i));
      }
    }
    return List.of(vectors, values);
  }

  /// One sweep over all pairs; false when nothing was left to rotate.
  private static boolean sweep(Matrix a, Matrix v) {
    int n = a.rows;
    boolean rotated = false;
    for (int p = 0; p < n - 1; p++) {
      for (int q = p + 1; q < n; q++) {
        double size = a.abs(p, q);
        if (size == 0 || size <= 1e-17 * Math.sqrt(Math.abs(a.re[p][p])) * Math.sqrt(Math.abs(a.re[q][q]))) {
          continue;
        }
        double dp = a.re[p][p];
        double dq = a.re[q][q];
        if (Math.abs(dp) + size / 16 == Math.abs(dp) && Math.abs(dq) + size / 16 == Math.abs(dq)) {
          a.set(p, q, 0, 0);
          a.set(q, p, 0, 0);
          continue;
        }
        rotated = true;
        double theta = (dq - dp) / (2 * size);
        double t =
            Math.abs(theta) > 1e150 ? 0.5 / theta : Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        double er = a.re[p][q] / size;
        double ei = a.im(p, q) / size;
        rotateColumns(a, p, q, c, s, er, ei);
        rotateRows(a, p, q, c, s, er, -ei);
        a.set(p, q, 0, 0);
        a.set(q, p, 0, 0);
        a.set(p, p, a.re[p][p], 0);
        a.set(q, q, a.re[q][q], 0);
        rotateRows(v, p, q, c, s, er, ei);
      }
    }
    return rotated;
  }

  /// Rows x_p, x_q become c x_p - s conj(e)' x_q and s e' x_p + c x_q, where the phase e' is er + i ei, as for columns.
  private static void rotateRows(Matrix a, int p, int q, double c, double s, double er, double ei) {
    if (!a.complex()) {
      double[] x = a.re[p];
      double[] y = a.re[q];
      double t = s * er;
      for (int j = 0; j < x.length; j++) {
        double v = x[j];
        x[j] = c * v - t * y[j];
        y[j] = t * v + c * y[j];
      }
      return;
    }
    for (int j = 0; j < a.columns; j++) {
      rotate(a, p, j, q, j, c, s, er, ei);
    }
  }

  private static void rotateColumns(Matrix a, int p, int q, double c, double s, double er, double ei) {
    for (int i = 0; i < a.rows; i++) {
      rotate(a, i, p, i, q, c, s, er, ei);
    }
  }

  private static void rotate(Matrix a, int i, int j, int k, int l, double c, double s, double er, double ei) {
    double xr = a.re[i][j];
    double yr = a.re[k][l];
    if (!a.complex()) {
      a.re[i][j] = c * xr - s * er * yr;
      a.re[k][l] = s * er * xr + c * yr;
      return;
    }
    double xi = a.im[i][j];
    double yi = a.im[k][l];
    // x' = c x - s conj(e) y ; y' = s e x + c y
    a.re[i][j] = c * xr - s * (er * yr + ei * yi);
    a.im[i][j] = c * xi - s * (er * yi - ei * yr);
    a.re[k][l] = s * (er * xr - ei * xi) + c * yr;
    a.im[k][l] = s * (er * xi + ei * xr) + c * yi;
  }
}
