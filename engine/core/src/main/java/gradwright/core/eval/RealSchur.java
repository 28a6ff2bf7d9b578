package gradwright.core.eval;

import java.util.Arrays;
import java.util.List;

/// The Schur form of a matrix: triangular for a complex one, for a real one quasi-triangular by Francis's double shifts (Golub
/// and Van Loan, Matrix Computations, 7.5), its blocks of two having equal diagonal elements.
final class RealSchur {
  private static final double EPSILON = 0x1p-52;
  private static final int LIMIT = 300;

  private final int n;
  private final double[][] h;
  private final double[][] z;

  private RealSchur(Matrix reduced, Matrix q) {
    n = reduced.rows;
    h = reduced.re;
    z = q.re;
  }

  /// T, and Z with a = Z T Z^H.
  static List<Matrix> decompose(Matrix a) {
    int n = a.rows;
    if (!a.finite()) {
      return List.of(nan(a), nan(a));
    }
    if (a.complex()) {
      return GeneralEigen.schur(a);
    }
    if (n < 2) {
      return List.of(a, Matrix.identity(n, n, false));
    }
    List<Matrix> reduced = SimilarityReductions.hessenberg(a);
    Matrix packed = reduced.getFirst();
    Matrix q = Matrix.identity(n, n, false);
    for (int j = n - 2; j >= 0; j--) {
      Householder.apply(packed, j + 1, q, j, 0, n, reduced.get(1).re[0][j], 0);
    }
    for (int i = 2; i < n; i++) {
      Arrays.fill(packed.re[i], 0, i - 1, 0);
    }
    new RealSchur(packed, q).iterate();
    return List.of(packed, q);
  }

  private static Matrix nan(Matrix like) {
    Matrix m = new Matrix(like.rows, like.columns, like.complex());
    for (int i = 0; i < m.rows; i++) {
      for (int j = 0; j < m.columns; j++) {
        m.set(i, j, Double.NaN, Double.NaN);
      }
    }
    return m;
  }

  private void iterate() {
    int high = n - 1;
    int count = 0;
    while (high > 0) {
      int low = high;
      while (low > 0 && !negligible(low)) {
        low--;
      }
      if (low > 0) {
        h[low][low - 1] = 0;
      }
      if (low == high) {
        high--;
        count = 0;
      } else if (low == high - 1) {
        standardize(low);
        high -= 2;
        count = 0;
      } else {
        if (++count > LIMIT) {
          throw new IllegalStateException("the Schur iteration did not converge");
        }
        step(low, high, count % 10 == 0);
      }
    }
  }

  private boolean negligible(int i) {
    double around = Math.abs(h[i][i]) + Math.abs(h[i - 1][i - 1]);
    if (around == 0) {
      for (double[] row : h) {
        for (double v : row) {
          around = Math.max(around, Math.abs(v));
        }
      }
    }
    return Math.abs(h[i][i - 1]) <= EPSILON * around;
  }

  /// One implicit double step on the rows low..high.
  private void step(int low, int high, boolean exceptional) {
    double trace = h[high - 1][high - 1] + h[high][high];
    double det = h[high - 1][high - 1] * h[high][high] - h[high - 1][high] * h[high][high - 1];
    if (exceptional) {
      double s = Math.abs(h[high][high - 1]) + Math.abs(h[high - 1][high - 2]);
      trace = 1.5 * s;
      det = s * s;
    }
    double x = h[low][low] * (h[low][low] - trace) + h[low][low + 1] * h[low + 1][low] + det;
    double y = h[low + 1][low] * (h[low][low] + h[low + 1][low + 1] - trace);
    double w = h[low + 1][low] * h[low + 2][low + 1];
    for (int k = low; k < high; k++) {
      int size = Math.min(3, high - k + 1);
      double[] v = size == 3 ? new double[] {x, y, w} : new double[] {x, y};
      reflect(v, k, low, high);
      x = h[k + 1][k];
      y = k + 2 <= high ? h[k + 2][k] : 0;
      w = k + 3 <= high ? h[k + 3][k] : 0;
      if (k > low) {
        for (int i = 1; i < size; i++) {
          h[k + i][k - 1] = 0;
        }
      }
    }
  }

  /// Applies the reflection that takes v to a multiple of the first unit vector to rows and columns k, k + 1, ...
  private void reflect(double[] v, int k, int low, int high) {
    double norm = 0;
    for (double c : v) {
      norm = Math.hypot(norm, c);
    }
    if (norm == 0) {
      return;
    }
    v[0] += Math.copySign(norm, v[0]);
    double square = 0;
    for (double c : v) {
      square += c * c;
    }
    double scale = 2 / square;
    for (int j = k == low ? low : k - 1; j < n; j++) {
      double s = 0;
      for (int i = 0; i < v.length; i++) {
        s += v[i] * h[k + i][j];
      }
      for (int i = 0; i < v.length; i++) {
        h[k + i][j] -= scale * s * v[i];
      }
    }
    columns(h, v, scale, k, Math.min(high, k + 3) + 1);
    columns(z, v, scale, k, n);
  }

  private static void columns(double[][] m, double[] v, double scale, int k, int rows) {
    for (int r = 0; r < rows; r++) {
      double s = 0;
      for (int i = 0; i < v.length; i++) {
        s += v[i] * m[r][k + i];
      }
      for (int i = 0; i < v.length; i++) {
        m[r][k + i] -= scale * s * v[i];
      }
    }
  }

  /// Makes the block of rows p and p + 1 triangular if its eigenvalues are real, else its diagonal elements equal.
  private void standardize(int p) {
    double a = h[p][p];
    double b = h[p][p + 1];
    double c = h[p + 1][p];
    double d = h[p + 1][p + 1];
    double half = (a - d) / 2;
    double discriminant = half * half + b * c;
    if (discriminant >= 0) {
      double root = half + Math.copySign(Math.sqrt(discriminant), half);
      // (root, c) is an eigenvector.
      double norm = Math.hypot(root, c);
      rotate(p, norm == 0 ? 1 : root / norm, norm == 0 ? 0 : c / norm);
      h[p + 1][p] = 0;
    } else {
      double angle = 0.5 * Math.atan2(d - a, b + c);
      rotate(p, Math.cos(angle), Math.sin(angle));
      double mean = (h[p][p] + h[p + 1][p + 1]) / 2;
      h[p][p] = mean;
      h[p + 1][p + 1] = mean;
    }
  }

  private void rotate(int p, double c, double s) {
    for (int j = p; j < n; j++) {
      double x = h[p][j];
      double y = h[p + 1][j];
      h[p][j] = c * x + s * y;
      h[p + 1][j] = c * y - s * x;
    }
    rotateColumns(h, p, c, s, p + 2);
    rotateColumns(z, p, c, s, n);
  }

  private static void rotateColumns(double[][] m, int p, double c, double s, int rows) {
    for (int i = 0; i < rows; i++) {
      double x = m[i][p];
      double y = m[i][p + 1];
      m[i][p] = c * x + s * y;
      m[i][p + 1] = c * y - s * x;
    }
  }
}
