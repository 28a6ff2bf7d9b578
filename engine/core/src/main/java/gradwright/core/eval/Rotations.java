package gradwright.core.eval;

import java.util.List;

/// Updates of factors: the Cholesky factor of a matrix that grows by a vector's outer product, and a matrix by a scaled square.
final class Rotations {
  private Rotations() {}

  /// The upper factor of r^T r + w w^T, by one plane rotation for each row (Golub and Van Loan, Matrix Computations, 6.5.4).
  static Matrix choleskyUpdate(Matrix r, Matrix w) {
    int n = r.rows;
    double[] z = w.re[0].clone();
    for (int k = 0; k < n; k++) {
      double x = r.re[k][k];
      double c = 1;
      double s = 0;
      if (z[k] != 0) {
        double scale = Math.max(Math.abs(x), Math.abs(z[k]));
        double a = x / scale;
        double b = z[k] / scale;
        double root = Math.sqrt(a * a + b * b);
        c = a / root;
        s = -b / root;
      }
      for (int j = 0; j < n; j++) {
        double above = r.re[k][j];
        r.re[k][j] = c * above - s * z[j];
        z[j] = c * z[j] + s * above;
      }
    }
    return r;
  }

  /// alpha a a^T + beta c.
  static Matrix symmetricProduct(Matrix a, Matrix c, double alpha, double beta) {
    Matrix square = a.times(a.transpose(false));
    for (int i = 0; i < c.rows; i++) {
      for (int j = 0; j < c.columns; j++) {
        c.re[i][j] = alpha * square.re[i][j] + beta * c.re[i][j];
      }
    }
    return c;
  }

  /// Q c, c Q or these with Q^H, for the product Q of reflectors.
  static Matrix timesReflectors(Matrix a, Matrix taus, Matrix c, boolean left, boolean transpose) {
    Matrix q = Householder.product(a, taus, a.rows);
    Matrix form = transpose ? q.transpose(true) : q;
    return left ? form.times(c) : c.times(form);
  }

  /// Packed reflectors and R of the matrix with its columns in order of what is left of them, that order from 1, and taus.
  static List<Matrix> pivotedQr(Matrix a, Matrix fixed) {
    int n = a.columns;
    int k = Math.min(a.rows, n);
    Matrix order = new Matrix(1, n, false);
    for (int j = 0; j < n; j++) {
      order.re[0][j] = j + 1;
    }
    int first = 0;
    for (int j = 0; j < n; j++) {
      if (fixed.re[0][j] != 0) {
        swap(a, order, j, first++);
      }
    }
    Matrix taus = new Matrix(1, k, a.complex());
    for (int j = 0; j < k; j++) {
      if (j >= first) {
        swap(a, order, j, longest(a, j));
      }
      double[] tau = Householder.reflector(a, j, j);
      taus.set(0, j, tau[0], tau[1]);
      Householder.apply(a, j, a, j, j + 1, n, tau[0], -tau[1]);
    }
    return List.of(a, order, taus);
  }

  private static int longest(Matrix a, int from) {
    int best = from;
    double most = -1;
    for (int j = from; j < a.columns; j++) {
      double norm = 0;
      for (int i = from; i < a.rows; i++) {
        norm = Math.hypot(norm, a.abs(i, j));
      }
      if (norm > most) {
        most = norm;
        best = j;
      }
    }
    return best;
  }

  private static void swap(Matrix a, Matrix order, int i, int j) {
    double kept = order.re[0][i];
    order.re[0][i] = order.re[0][j];
    order.re[0][j] = kept;
    for (int r = 0; r < a.rows; r++) {
      double re = a.re[r][i];
      double im = a.im(r, i);
      a.set(r, i, a.re[r][j], a.im(r, j));
      a.set(r, j, re, im);
    }
  }
}
