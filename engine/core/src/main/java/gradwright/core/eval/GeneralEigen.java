package gradwright.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Eigenvalues and eigenvectors of general matrices: reduction to Hessenberg form, then the shifted QR iteration to a
/// complex Schur form A = Z T Z^H, then substitution. Eigenvectors have norm 1 and a real largest component.
final class GeneralEigen {
  private static final double EPSILON = 0x1p-52;

  private final int n;
  private final Matrix t;
  private final Matrix z;

  private GeneralEigen(Matrix a) {
    n = a.rows;
    t = a.toComplex();
    z = Matrix.identity(n, n, true);
  }

  static List<Matrix> decompose(Matrix a, boolean left, boolean right) {
    int n = a.rows;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (!Double.isFinite(a.re[i][j]) || !Double.isFinite(a.im(i, j))) {
          List<Matrix> nan = new ArrayList<>();
          nan.add(nan(1, n));
          if (left) {
            nan.add(nan(n, n));
          }
          if (right) {
            nan.add(nan(n, n));
          }
          return nan;
        }
      }
    }
    GeneralEigen e = new GeneralEigen(a);
    e.hessenberg();
    e.iterate();
    Matrix values = new Matrix(1, n, true);
    boolean real = !a.complex();
    double scale = 0;
    for (int i = 0; i < n; i++) {
      scale = Math.max(scale, e.t.abs(i, i));
    }
    for (int i = 0; i < n; i++) {
      double im = e.t.im[i][i];
      values.set(0, i, e.t.re[i][i], real && Math.abs(im) <= 1e-14 * n * scale ? 0 : im);
    }
    List<Matrix> r = new ArrayList<>();
    r.add(values);
    if (left) {
      r.add(e.vectors(true));
    }
    if (right) {
      r.add(e.vectors(false));
    }
    return r;
  }

  /// T and Z with a = Z T Z^H of a finite matrix.
  static List<Matrix> schur(Matrix a) {
    GeneralEigen e = new GeneralEigen(a);
    e.hessenberg();
    e.iterate();
    return List.of(e.t, e.z);
  }

  private static Matrix nan(int rows, int columns) {
    Matrix m = new Matrix(rows, columns, true);
    for (int i = 0; i < rows; i++) {
      Arrays.fill(m.re[i], Double.NaN);
      Arrays.fill(m.im[i], Double.NaN);
    }
    return m;
  }

  /// t := Q^H t Q with Givens rotations, z := z Q.
  private void hessenberg() {
    for (int j = 0; j < n - 2; j++) {
      for (int i = n - 1; i > j + 1; i--) {
        if (t.abs(i, j) != 0) {
          rotate(i - 1, i, j, 0, n, n);
          t.set(i, j, 0, 0);
        }
      }
    }
  }

  /// A rotation of rows p, q that annihilates t[q][j], applied to rows from column `from`, to columns down to row `to`.
  private void rotate(int p, int q, int j, int from, int to, int zRows) {
    double[] g = givens(t.re[p][j], t.im[p][j], t.re[q][j], t.im[q][j]);
    rows(p, q, g, from);
    columns(t, p, q, g, to);
    columns(z, p, q, g, zRows);
  }

  /// c (real), s with c a + s b = r, -conj(s) a + c b = 0.
  private static double[] givens(double ar, double ai, double br, double bi) {
    double a = Math.hypot(ar, ai);
    double b = Math.hypot(br, bi);
    if (b == 0) {
      return new double[] {1, 0, 0};
    }
    if (a == 0) {
      return new double[] {0, br / b, -bi / b};
    }
    double r = Math.hypot(a, b);
    double er = ar / a;
    double ei = ai / a;
    // s = e conj(b) / r
    return new double[] {a / r, (er * br + ei * bi) / r, (ei * br - er * bi) / r};
  }

  private void rows(int p, int q, double[] g, int from) {
    double c = g[0];
    double sr = g[1];
    double si = g[2];
    for (int j = from; j < n; j++) {
      double xr = t.re[p][j];
      double xi = t.im[p][j];
      double yr = t.re[q][j];
      double yi = t.im[q][j];
      t.set(p, j, c * xr + sr * yr - si * yi, c * xi + sr * yi + si * yr);
      t.set(q, j, c * yr - (sr * xr + si * xi), c * yi - (sr * xi - si * xr));
    }
  }

  /// Columns by the conjugate transposed rotation.
  private static void columns(Matrix m, int p, int q, double[] g, int to) {
    double c = g[0];
    double sr = g[1];
    double si = g[2];
    for (int i = 0; i < to; i++) {
      double xr = m.re[i][p];
      double xi = m.im[i][p];
      double yr = m.re[i][q];
      double yi = m.im[i][q];
      m.set(i, p, c * xr + sr * yr + si * yi, c * xi + sr * yi - si * yr);
      m.set(i, q, c * yr - (sr * xr - si * xi), c * yi - (sr * xi + si * xr));
    }
  }

  private void iterate() {
    int high = n - 1;
    int count = 0;
    double[] root = new double[2];
    while (high > 0) {
      int low = high;
      while (low > 0) {
        double around = t.abs(low, low) + t.abs(low - 1, low - 1);
        if (t.abs(low, low - 1) <= EPSILON * (around == 0 ? norm() : around)) {
          t.set(low, low - 1, 0, 0);
          break;
        }
        low--;
      }
      if (low == high) {
        high--;
        count = 0;
        continue;
      }
      count++;
      if (count > 300) {
        throw new IllegalStateException("eigenvalue iteration did not converge");
      }
      double sr;
      double si;
      if (count % 11 == 10) {
        sr = t.re[high][high] + Math.abs(t.re[high][high - 1]);
        si = t.im[high][high] + Math.abs(t.im[high][high - 1]);
      } else {
        // Wilkinson's shift: the eigenvalue of the last 2x2 block next to its last element.
        double ar = (t.re[high - 1][high - 1] - t.re[high][high]) / 2;
        double ai = (t.im[high - 1][high - 1] - t.im[high][high]) / 2;
        double br = t.re[high - 1][high];
        double bi = t.im[high - 1][high];
        double cr = t.re[high][high - 1];
        double ci = t.im[high][high - 1];
        double dr = br * cr - bi * ci;
        double di = br * ci + bi * cr;
        ComplexFunctions.sqrt(ar * ar - ai * ai + dr, 2 * ar * ai + di, root, 0);
        if (ar * root[0] + ai * root[1] < 0) {
          root[0] = -root[0];
          root[1] = -root[1];
        }
        double er = ar + root[0];
        double ei = ai + root[1];
        if (er == 0 && ei == 0) {
          sr = t.re[high][high];
          si = t.im[high][high];
        } else {
          ComplexFunctions.divide(dr, di, er, ei, root, 0);
          sr = t.re[high][high] - root[0];
          si = t.im[high][high] - root[1];
        }
      }
      step(low, high, sr, si);
    }
  }

  private double norm() {
    double s = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        s = Math.max(s, t.abs(i, j));
      }
    }
    return s;
  }

  /// One implicit QR step with a shift on rows low..high.
  private void step(int low, int high, double sr, double si) {
    double[] g = givens(t.re[low][low] - sr, t.im[low][low] - si, t.re[low + 1][low], t.im[low + 1][low]);
    for (int k = low; k < high; k++) {
      if (k > low) {
        g = givens(t.re[k][k - 1], t.im[k][k - 1], t.re[k + 1][k - 1], t.im[k + 1][k - 1]);
      }
      rows(k, k + 1, g, k > low ? k - 1 : k);
      columns(t, k, k + 1, g, Math.min(k + 2, high) + 1);
      columns(z, k, k + 1, g, n);
      if (k > low) {
        t.set(k + 1, k - 1, 0, 0);
      }
    }
  }

  /// Eigenvectors as columns: right ones of T by back substitution, left ones by forward; times Z.
  private Matrix vectors(boolean left) {
    Matrix out = new Matrix(n, n, true);
    double[] q = new double[2];
    double small = Math.max(EPSILON * norm(), Double.MIN_NORMAL);
    for (int k = 0; k < n; k++) {
      double[] xr = new double[n];
      double[] xi = new double[n];
      xr[k] = 1;
      for (int step = 1; step < n; step++) {
        int i = left ? k + step : k - step;
        if (i < 0 || i >= n) {
          break;
        }
        double sumRe = 0;
        double sumIm = 0;
        for (int j = Math.min(i, k); j <= Math.max(i, k); j++) {
          if (j == i) {
            continue;
          }
          double tr = left ? t.re[j][i] : t.re[i][j];
          double ti = left ? -t.im[j][i] : t.im[i][j];
          sumRe += tr * xr[j] - ti * xi[j];
          sumIm += tr * xi[j] + ti * xr[j];
        }
        double dr = t.re[k][k] - t.re[i][i];
        double di = t.im[k][k] - t.im[i][i];
        if (Math.hypot(dr, di) < small) {
          dr = small;
          di = 0;
        }
        ComplexFunctions.divide(sumRe, sumIm, dr, left ? -di : di, q, 0);
        xr[i] = q[0];
        xi[i] = q[1];
      }
      double largest = -1;
      double norm = 0;
      int at = 0;
      for (int i = 0; i < n; i++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int j = 0; j < n; j++) {
          sumRe += z.re[i][j] * xr[j] - z.im[i][j] * xi[j];
          sumIm += z.re[i][j] * xi[j] + z.im[i][j] * xr[j];
        }
        out.set(i, k, sumRe, sumIm);
        double size = Math.hypot(sumRe, sumIm);
        norm = Math.hypot(norm, size);
        if (size > largest * (1 + 1e-12)) {
          largest = size;
          at = i;
        }
      }
      double er = out.re[at][k] / largest / norm;
      double ei = -out.im[at][k] / largest / norm;
      for (int i = 0; i < n; i++) {
        double re = out.re[i][k];
        double im = out.im[i][k];
        out.set(i, k, re * er - im * ei, i == at ? 0 : re * ei + im * er);
      }
    }
    return out;
  }
}
