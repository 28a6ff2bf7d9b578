package gradwright.core.eval;

import java.util.List;

/// Reductions of matrices by Householder reflections from both sides, with LAPACK's conventions (gehrd, sytrd, hetrd): to
/// Hessenberg form, and of Hermitian matrices to tridiagonal form.
final class SimilarityReductions {
  private SimilarityReductions() {}

  /// The Hessenberg form with the reflectors below it, and taus.
  static List<Matrix> hessenberg(Matrix a) {
    int n = a.rows;
    Matrix taus = new Matrix(1, n - 1, a.complex());
    for (int j = 0; j < n - 1; j++) {
      double[] tau = Householder.reflector(a, j + 1, j);
      taus.set(0, j, tau[0], tau[1]);
      Householder.applyRight(a, j + 1, a, j, 0, tau[0], tau[1]);
      Householder.apply(a, j + 1, a, j, j + 1, n, tau[0], -tau[1]);
    }
    return List.of(a, taus);
  }

  /// Packed reflectors, diagonal, off-diagonal and taus of the Hermitian matrix read from one triangle; the other one stays.
  static List<Matrix> tridiagonal(Matrix given, boolean lower) {
    int n = given.rows;
    // The upper triangle is the lower one of the matrix with rows and columns in reverse.
    Matrix a = lower ? given : reversed(given);
    Matrix full = hermitian(a);
    Matrix d = new Matrix(1, n, false);
    Matrix e = new Matrix(1, n - 1, false);
    Matrix taus = new Matrix(1, n - 1, a.complex());
    for (int j = 0; j < n - 1; j++) {
      double[] tau = Householder.reflector(full, j + 1, j);
      taus.set(0, j, tau[0], tau[1]);
      e.re[0][j] = full.re[j + 1][j];
      Householder.applyRight(full, j + 1, full, j, j + 1, tau[0], tau[1]);
      Householder.apply(full, j + 1, full, j, j + 1, n, tau[0], -tau[1]);
    }
    for (int i = 0; i < n; i++) {
      d.re[0][i] = full.re[i][i];
      for (int j = 0; j <= i; j++) {
        a.set(i, j, full.re[i][j], i == j ? 0 : full.im(i, j));
      }
    }
    return lower ? List.of(a, d, e, taus) : List.of(reversed(a), reversed(d), reversed(e), reversed(taus));
  }

  private static Matrix hermitian(Matrix a) {
    Matrix m = new Matrix(a.rows, a.rows, a.complex());
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j <= i; j++) {
        m.set(i, j, a.re[i][j], i == j ? 0 : a.im(i, j));
        m.set(j, i, a.re[i][j], i == j ? 0 : -a.im(i, j));
      }
    }
    return m;
  }

  private static Matrix reversed(Matrix a) {
    Matrix m = new Matrix(a.rows, a.columns, a.complex());
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j < a.columns; j++) {
        m.set(i, j, a.re[a.rows - 1 - i][a.columns - 1 - j], a.im(a.rows - 1 - i, a.columns - 1 - j));
      }
    }
    return m;
  }
}
