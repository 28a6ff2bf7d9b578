package gradwright.core.eval;

import java.util.List;

/// QR of real float32 matrices with the arithmetic of LAPACK's unblocked `sgeqr2` and `sorg2r`: every operation rounded to
/// single precision, in their order, without fused multiply-adds.
///
/// Elements of Q that are small by cancellation are noise in their last digits; computed like this it is the noise that
/// JAX has, so that orthogonal initializers start a training with the same weights.
final class SingleHouseholder {
  private SingleHouseholder() {}

  /// Packed reflectors and R, and the taus.
  static List<Matrix> geqrf(Matrix a) {
    int k = Math.min(a.rows, a.columns);
    Matrix taus = new Matrix(1, k, false);
    for (int i = 0; i < k; i++) {
      float tau = reflector(a, i);
      taus.re[0][i] = tau;
      apply(a, i, a, i + 1, a.columns, tau);
    }
    return List.of(a, taus);
  }

  /// `slarfg` on column i: makes the reflector that annihilates it below the diagonal, in place; gives tau.
  private static float reflector(Matrix a, int i) {
    double sum = 0;
    for (int r = i + 1; r < a.rows; r++) {
      sum += a.re[r][i] * a.re[r][i];
    }
    float norm = (float) Math.sqrt(sum);
    if (norm == 0) {
      return 0;
    }
    float alpha = (float) a.re[i][i];
    float beta = -Math.copySign(hypotenuse(alpha, norm), alpha);
    float scale = 1 / (alpha - beta);
    for (int r = i + 1; r < a.rows; r++) {
      a.re[r][i] = (float) a.re[r][i] * scale;
    }
    a.re[i][i] = beta;
    return (beta - alpha) / beta;
  }

  /// `slapy2`.
  private static float hypotenuse(float x, float y) {
    float large = Math.max(Math.abs(x), Math.abs(y));
    float ratio = Math.min(Math.abs(x), Math.abs(y)) / large;
    return large * (float) Math.sqrt(1 + ratio * ratio);
  }

  /// `slarf`: b := (I - tau v v^T) b in the columns from..to, where v is stored in column i of a below row i.
  private static void apply(Matrix a, int i, Matrix b, int from, int to, float tau) {
    if (tau == 0) {
      return;
    }
    for (int j = from; j < to; j++) {
      float dot = (float) b.re[i][j];
      for (int r = i + 1; r < a.rows; r++) {
        dot += (float) b.re[r][j] * (float) a.re[r][i];
      }
      float factor = -tau * dot;
      b.re[i][j] = (float) b.re[i][j] + factor;
      for (int r = i + 1; r < a.rows; r++) {
        b.re[r][j] = (float) b.re[r][j] + factor * (float) a.re[r][i];
      }
    }
  }

  /// `sorg2r`: the first `columns` columns of the product of the reflectors.
  static Matrix product(Matrix a, Matrix taus, int columns) {
    Matrix q = Matrix.identity(a.rows, columns, false);
    for (int i = Math.min(taus.columns, columns) - 1; i >= 0; i--) {
      float tau = (float) taus.re[0][i];
      apply(a, i, q, i + 1, columns, tau);
      for (int r = i + 1; r < a.rows; r++) {
        q.re[r][i] = -tau * (float) a.re[r][i];
      }
      q.re[i][i] = 1 - tau;
    }
    return q;
  }

  /// Q, with all its columns if asked for, and R.
  static List<Matrix> qr(Matrix a, boolean full) {
    int k = full ? a.rows : Math.min(a.rows, a.columns);
    Matrix taus = geqrf(a).get(1);
    Matrix r = new Matrix(k, a.columns, false);
    for (int i = 0; i < Math.min(k, a.columns); i++) {
      System.arraycopy(a.re[i], i, r.re[i], i, a.columns - i);
    }
    return List.of(product(a, taus, k), r);
  }
}
