package gradwright.core.eval;

/// Tridiagonal systems by elimination with partial pivoting, as LAPACK's gtsv.
public final class TridiagonalSystems {
  private TridiagonalSystems() {}

  /// Solves for the columns of b in place, all arrays row-major, complex numbers as pairs. The first of `lower` and the last of
  /// `upper` are not read. A pivot that vanishes makes the solution NaN, or with `perturb` is replaced by one that does not.
  public static void solve(
      double[] lower, double[] main, double[] upper, double[] b, int columns, boolean complex, boolean perturb) {
    int n = main.length / (complex ? 2 : 1);
    Matrix d = Matrix.read(main, 0, n, 1, complex);
    Matrix dl = Matrix.read(lower, 0, n, 1, complex);
    Matrix du = Matrix.read(upper, 0, n, 1, complex);
    // Row i holds its elements in columns i, i + 1 and i + 2.
    Matrix rows = new Matrix(n, 3, complex);
    double norm = 0;
    for (int i = 0; i < n; i++) {
      rows.set(i, 0, d.re[i][0], d.im(i, 0));
      if (i + 1 < n) {
        rows.set(i, 1, du.re[i][0], du.im(i, 0));
      }
      norm = Math.max(norm, Math.max(d.abs(i, 0), Math.max(i > 0 ? dl.abs(i, 0) : 0, rows.abs(i, 1))));
    }
    double least = perturb ? Math.max(norm * Math.ulp(1.0), Double.MIN_NORMAL) : 0;
    Matrix x = Matrix.read(b, 0, n, columns, complex);
    double[] f = new double[2];
    boolean regular = true;
    for (int i = 0; i < n - 1; i++) {
      // The next row from its own column on.
      Matrix next = new Matrix(1, 3, complex);
      next.set(0, 0, dl.re[i + 1][0], dl.im(i + 1, 0));
      next.set(0, 1, rows.re[i + 1][0], rows.im(i + 1, 0));
      next.set(0, 2, rows.re[i + 1][1], rows.im(i + 1, 1));
      if (next.abs(0, 0) > rows.abs(i, 0)) {
        for (int j = 0; j < 3; j++) {
          double re = rows.re[i][j];
          double im = rows.im(i, j);
          rows.set(i, j, next.re[0][j], next.im(0, j));
          next.set(0, j, re, im);
        }
        x.swapRows(i, i + 1);
      }
      regular &= pivot(rows, i, least);
      ComplexFunctions.divide(next.re[0][0], next.im(0, 0), rows.re[i][0], rows.im(i, 0), f, 0);
      next.addRow(0, rows, i, 0, 3, -f[0], -f[1]);
      x.addRow(i + 1, x, i, 0, columns, -f[0], -f[1]);
      rows.set(i + 1, 0, next.re[0][1], next.im(0, 1));
      rows.set(i + 1, 1, next.re[0][2], next.im(0, 2));
    }
    if (n > 0) {
      regular &= pivot(rows, n - 1, least);
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = 1; j < 3 && i + j < n; j++) {
        x.addRow(i, x, i + j, 0, columns, -rows.re[i][j], -rows.im(i, j));
      }
      x.divideRow(i, 0, columns, rows.re[i][0], rows.im(i, 0));
    }
    x.write(b, 0);
    if (!regular) {
      java.util.Arrays.fill(b, Double.NaN);
    }
  }

  private static boolean pivot(Matrix rows, int i, double least) {
    if (rows.abs(i, 0) < least) {
      rows.set(i, 0, Math.copySign(least, rows.re[i][0]), 0);
    }
    return rows.abs(i, 0) != 0;
  }
}
