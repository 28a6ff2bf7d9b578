package gradwright.core.eval;

/// QR of real float32 matrices with the arithmetic of LAPACK's unblocked `sgeqr2` and `sorg2r`: every operation rounded to
/// single precision, in their order, without fused multiply-adds. Matrices are row-major.
///
/// Elements of Q that are small by cancellation are noise in their last digits; computed like this it is the noise that
/// JAX has on every processor, so that orthogonal initializers start a training with the same weights.
public final class SingleHouseholder {
  private SingleHouseholder() {}

  /// Whether a matrix is small enough to be decomposed here rather than by LAPACK, whose blocked code is faster.
  public static boolean suits(int rows, int columns) {
    return Math.min(rows, columns) <= 16 && (long) rows * columns <= 1024;
  }

  /// Packs the reflectors below the diagonal and R above it, in place, and gives the min(m, n) taus.
  public static float[] geqrf(float[] a, int m, int n) {
    float[] taus = new float[Math.min(m, n)];
    for (int i = 0; i < taus.length; i++) {
      taus[i] = reflector(a, m, n, i);
      apply(a, m, n, i, i + 1, taus[i]);
    }
    return taus;
  }

  /// `slarfg` on column i: makes the reflector that annihilates it below the diagonal, in place; gives tau.
  private static float reflector(float[] a, int m, int n, int i) {
    double sum = 0;
    for (int r = i + 1; r < m; r++) {
      sum += (double) a[r * n + i] * a[r * n + i];
    }
    float norm = (float) Math.sqrt(sum);
    if (norm == 0) {
      return 0;
    }
    float alpha = a[i * n + i];
    float beta = -Math.copySign(hypotenuse(alpha, norm), alpha);
    float scale = 1 / (alpha - beta);
    for (int r = i + 1; r < m; r++) {
      a[r * n + i] *= scale;
    }
    a[i * n + i] = beta;
    return (beta - alpha) / beta;
  }

  /// `slapy2`.
  private static float hypotenuse(float x, float y) {
    float large = Math.max(Math.abs(x), Math.abs(y));
    float ratio = Math.min(Math.abs(x), Math.abs(y)) / large;
    return large * (float) Math.sqrt(1 + ratio * ratio);
  }

  /// `slarf`: a := (I - tau v v^T) a in the columns `from` and later, where v is 1 and column i of a below row i.
  private static void apply(float[] a, int m, int n, int i, int from, float tau) {
    if (tau == 0) {
      return;
    }
    for (int j = from; j < n; j++) {
      float dot = a[i * n + j];
      for (int r = i + 1; r < m; r++) {
        dot += a[r * n + j] * a[r * n + i];
      }
      float factor = -tau * dot;
      a[i * n + j] += factor;
      for (int r = i + 1; r < m; r++) {
        a[r * n + j] += factor * a[r * n + i];
      }
    }
  }

  /// `sorg2r`: replaces the `m` by `n` matrix whose leading columns hold reflectors by the first n columns of their product.
  public static void orgqr(float[] q, int m, int n, float[] taus) {
    for (int j = taus.length; j < n; j++) {
      for (int r = 0; r < m; r++) {
        q[r * n + j] = r == j ? 1 : 0;
      }
    }
    for (int i = Math.min(taus.length, n) - 1; i >= 0; i--) {
      apply(q, m, n, i, i + 1, taus[i]);
      for (int r = i + 1; r < m; r++) {
        q[r * n + i] *= -taus[i];
      }
      q[i * n + i] = 1 - taus[i];
      for (int r = 0; r < i; r++) {
        q[r * n + i] = 0;
      }
    }
  }
}
