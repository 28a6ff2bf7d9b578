package gradwright.core.eval;

import java.util.List;

/// QR by Householder reflections H = I - tau v v^H with LAPACK's conventions: v has a leading 1 that is not stored, and the
/// diagonal of R gets the sign opposite to the column's leading element.
final class Householder {
  private Householder() {}

  /// Packed reflectors and R, and the taus.
  static List<Matrix> geqrf(Matrix a) {
    int m = a.rows;
    int n = a.columns;
    int k = Math.min(m, n);
    Matrix taus = new Matrix(1, k, a.complex());
    for (int j = 0; j < k; j++) {
      double[] tau = reflector(a, j, j);
      taus.set(0, j, tau[0], tau[1]);
      // LAPACK applies H^H from the left.
      apply(a, j, a, j, j + 1, n, tau[0], -tau[1]);
    }
    return List.of(a, taus);
  }

  /// The same with LAPACK's rounding to single precision, for small real matrices of float32.
  static List<Matrix> geqrfSingle(Matrix a) {
    float[] packed = a.floats();
    float[] taus = SingleHouseholder.geqrf(packed, a.rows, a.columns);
    return List.of(Matrix.of(packed, a.rows, a.columns), Matrix.of(taus, 1, taus.length));
  }

  static Matrix productSingle(Matrix a, Matrix taus, int columns) {
    float[] q = new float[a.rows * columns];
    float[] packed = a.floats();
    for (int i = 0; i < a.rows; i++) {
      System.arraycopy(packed, i * a.columns, q, i * columns, Math.min(a.columns, columns));
    }
    SingleHouseholder.orgqr(q, a.rows, columns, taus.floats());
    return Matrix.of(q, a.rows, columns);
  }

  /// Makes the reflector that annihilates column j below row i, in place; gives tau.
  static double[] reflector(Matrix a, int i, int j) {
    double norm2 = 0;
    for (int r = i + 1; r < a.rows; r++) {
      norm2 = Math.hypot(norm2, a.abs(r, j));
    }
    double ar = a.re[i][j];
    double ai = a.im(i, j);
    if (norm2 == 0 && ai == 0) {
      return new double[] {0, 0};
    }
    double beta = -Math.copySign(Math.hypot(Math.hypot(ar, ai), norm2), ar);
    double[] q = new double[2];
    for (int r = i + 1; r < a.rows; r++) {
      ComplexFunctions.divide(a.re[r][j], a.im(r, j), ar - beta, ai, q, 0);
      a.set(r, j, q[0], q[1]);
    }
    a.set(i, j, beta, 0);
    return new double[] {(beta - ar) / beta, -ai / beta};
  }

  /// b := (I - tau v v^H) b in the columns from..to, where v is stored in column j of a below row i.
  static void apply(Matrix a, int i, Matrix b, int j, int from, int to, double tauRe, double tauIm) {
    if (tauRe == 0 && tauIm == 0) {
      return;
    }
    Matrix w = new Matrix(1, b.columns, b.complex());
    w.addRow(0, b, i, from, to, 1, 0);
    for (int r = i + 1; r < a.rows; r++) {
      w.addRow(0, b, r, from, to, a.re[r][j], -a.im(r, j));
    }
    b.addRow(i, w, 0, from, to, -tauRe, -tauIm);
    for (int r = i + 1; r < a.rows; r++) {
      double vr = a.re[r][j];
      double vi = a.im(r, j);
      b.addRow(r, w, 0, from, to, -(tauRe * vr - tauIm * vi), -(tauRe * vi + tauIm * vr));
    }
  }

  /// b := b (I - tau v v^H) in the rows from `from`, where v is stored in column j of a below row i.
  static void applyRight(Matrix a, int i, Matrix b, int j, int from, double tauRe, double tauIm) {
    if (tauRe == 0 && tauIm == 0) {
      return;
    }
    for (int r = from; r < b.rows; r++) {
      double re = b.re[r][i];
      double im = b.im(r, i);
      for (int k = i + 1; k < a.rows; k++) {
        re += b.re[r][k] * a.re[k][j] - b.im(r, k) * a.im(k, j);
        im += b.re[r][k] * a.im(k, j) + b.im(r, k) * a.re[k][j];
      }
      double fr = re * tauRe - im * tauIm;
      double fi = re * tauIm + im * tauRe;
      b.set(r, i, b.re[r][i] - fr, b.im(r, i) - fi);
      for (int k = i + 1; k < a.rows; k++) {
        double vr = a.re[k][j];
        double vi = -a.im(k, j);
        b.set(r, k, b.re[r][k] - (fr * vr - fi * vi), b.im(r, k) - (fr * vi + fi * vr));
      }
    }
  }

  /// The first `columns` columns of the product of the reflectors.
  static Matrix product(Matrix a, Matrix taus, int columns) {
    Matrix q = Matrix.identity(a.rows, columns, a.complex());
    for (int j = taus.columns - 1; j >= 0; j--) {
      apply(a, j, q, j, 0, columns, taus.re[0][j], taus.im(0, j));
    }
    return q;
  }

  /// Q, with all its columns if asked for, R, and the order of the columns of largest rest first.
  static List<Matrix> pivotedQr(Matrix a, boolean full) {
    List<Matrix> factors = Rotations.pivotedQr(a, new Matrix(1, a.columns, false));
    Matrix order = factors.get(1);
    for (int j = 0; j < order.columns && a.rows > 0; j++) {
      order.re[0][j]--;
    }
    if (a.rows == 0) {
      java.util.Arrays.fill(order.re[0], 0);
    }
    int k = full ? a.rows : Math.min(a.rows, a.columns);
    return List.of(product(factors.get(0), factors.get(2), k), upper(factors.get(0), k), order);
  }

  private static Matrix upper(Matrix packed, int rows) {
    Matrix r = new Matrix(rows, packed.columns, packed.complex());
    for (int i = 0; i < Math.min(rows, packed.columns); i++) {
      for (int j = i; j < packed.columns; j++) {
        r.set(i, j, packed.re[i][j], packed.im(i, j));
      }
    }
    return r;
  }

  /// Q, with all its columns if asked for, and R.
  static List<Matrix> qr(Matrix a, boolean full, boolean single) {
    int m = a.rows;
    int n = a.columns;
    int k = full ? m : Math.min(m, n);
    List<Matrix> factors = single ? geqrfSingle(a) : geqrf(a);
    Matrix packed = factors.getFirst();
    Matrix taus = factors.get(1);
    return List.of(single ? productSingle(packed, taus, k) : product(packed, taus, k), upper(packed, k));
  }
}
