package gradwright.core.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Singular value decompositions by one-sided Jacobi rotations: the columns of a are made orthogonal, their norms are the
/// singular values.
final class SingularValues {
  private static final int SWEEPS = 60;

  private SingularValues() {}

  static List<Matrix> decompose(Matrix a, boolean full, boolean vectors) {
    int m = a.rows;
    int n = a.columns;
    if (m < n) {
      List<Matrix> r = decompose(a.transpose(true), full, vectors);
      return vectors ? List.of(r.get(0), r.get(2).transpose(true), r.get(1).transpose(true)) : r;
    }
    // The rows of w are the columns of a; those of v the columns of V.
    Matrix w = a.transpose(false);
    Matrix v = Matrix.identity(n, n, a.complex());
    Matrix values = new Matrix(1, n, false);
    if (!finite(w)) {
      Arrays.fill(values.re[0], Double.NaN);
      return vectors ? List.of(values, nan(m, full ? m : n, a.complex()), nan(n, n, a.complex())) : List.of(values);
    }
    for (int sweep = 0; sweep < SWEEPS && sweep(w, v); sweep++) {}
    double[] norms = new double[n];
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
      norms[i] = norm(w, i);
    }
    Arrays.sort(order, Comparator.comparingDouble(i -> -norms[i]));
    Matrix u = new Matrix(full ? m : n, m, a.complex());
    Matrix vh = new Matrix(n, n, a.complex());
    double tiny = n == 0 ? 0 : norms[order[0]] * 1e-15 * Math.max(m, n);
    int known = 0;
    for (int k = 0; k < n; k++) {
      values.re[0][k] = norms[order[k]];
      vh.addRow(k, conjugate(v, order[k]), 0, 0, n, 1, 0);
      if (norms[order[k]] > tiny) {
        u.addRow(k, w, order[k], 0, m, 1 / norms[order[k]], 0);
        known = k + 1;
      }
    }
    if (!vectors) {
      return List.of(values);
    }
    complete(u, known);
    return List.of(values, u.transpose(false), vh);
  }

  private static boolean finite(Matrix a) {
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j < a.columns; j++) {
        if (!Double.isFinite(a.re[i][j]) || !Double.isFinite(a.im(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Matrix nan(int rows, int columns, boolean complex) {
    Matrix r = new Matrix(rows, columns, complex);
    for (int i = 0; i < rows; i++) {
      Arrays.fill(r.re[i], Double.NaN);
    }
    return r;
  }

  private static Matrix conjugate(Matrix v, int row) {
    Matrix r = new Matrix(1, v.columns, v.complex());
    for (int j = 0; j < v.columns; j++) {
      r.set(0, j, v.re[row][j], -v.im(row, j));
    }
    return r;
  }

  private static double norm(Matrix w, int row) {
    double largest = 0;
    for (int j = 0; j < w.columns; j++) {
      largest = Math.max(largest, w.abs(row, j));
    }
    if (largest == 0) {
      return 0;
    }
    double s = 0;
    for (int j = 0; j < w.columns; j++) {
      double x = w.abs(row, j) / largest;
      s += x * x;
    }
    return largest * Math.sqrt(s);
  }

  private static boolean sweep(Matrix w, Matrix v) {
    int n = w.rows;
    double tolerance = 0x1p-52 * Math.max(4, Math.sqrt(w.columns));
    boolean rotated = false;
    for (int p = 0; p < n - 1; p++) {
      for (int q = p + 1; q < n; q++) {
        double alpha = dot(w.re[p], w.re[p]);
        double beta = dot(w.re[q], w.re[q]);
        double gr = dot(w.re[p], w.re[q]); // conj(a) b
        double gi = 0;
        if (w.complex()) {
          alpha += dot(w.im[p], w.im[p]);
          beta += dot(w.im[q], w.im[q]);
          gr += dot(w.im[p], w.im[q]);
          gi = dot(w.re[p], w.im[q]) - dot(w.im[p], w.re[q]);
        }
        double g = Math.hypot(gr, gi);
        if (g == 0 || g <= tolerance * Math.sqrt(alpha) * Math.sqrt(beta)) {
          continue;
        }
        rotated = true;
        double zeta = (beta - alpha) / (2 * g);
        double t =
            Math.abs(zeta) > 1e150 ? 0.5 / zeta : Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(zeta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = c * t;
        rotate(w, p, q, c, s, gr / g, gi / g);
        rotate(v, p, q, c, s, gr / g, gi / g);
      }
    }
    return rotated;
  }

  private static double dot(double[] x, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i] * y[i];
    }
    return (a + b) + (c + d);
  }

  /// Columns (kept as rows) a, b become c a - s conj(e) b and s e a + c b.
  private static void rotate(Matrix w, int p, int q, double c, double s, double er, double ei) {
    if (!w.complex()) {
      double[] a = w.re[p];
      double[] b = w.re[q];
      double t = s * er;
      for (int j = 0; j < a.length; j++) {
        double x = a[j];
        a[j] = c * x - t * b[j];
        b[j] = t * x + c * b[j];
      }
      return;
    }
    for (int j = 0; j < w.columns; j++) {
      double ar = w.re[p][j];
      double ai = w.im(p, j);
      double br = w.re[q][j];
      double bi = w.im(q, j);
      w.set(p, j, c * ar - s * (er * br + ei * bi), c * ai - s * (er * bi - ei * br));
      w.set(q, j, s * (er * ar - ei * ai) + c * br, s * (er * ai + ei * ar) + c * bi);
    }
  }

  /// Fills the rows of u from `known` on so that all are orthonormal.
  private static void complete(Matrix u, int known) {
    int axis = 0;
    for (int k = known; k < u.rows; k++) {
      double size = 0;
      while (size < 0.1 && axis < 2 * u.columns) {
        Arrays.fill(u.re[k], 0);
        if (u.complex()) {
          Arrays.fill(u.im[k], 0);
        }
        u.re[k][axis++ % u.columns] = 1;
        for (int pass = 0; pass < 2; pass++) {
          for (int i = 0; i < k; i++) {
            double dr = 0;
            double di = 0;
            for (int j = 0; j < u.columns; j++) {
              dr += u.re[i][j] * u.re[k][j] + u.im(i, j) * u.im(k, j);
              di += u.re[i][j] * u.im(k, j) - u.im(i, j) * u.re[k][j];
            }
            u.addRow(k, u, i, 0, u.columns, -dr, -di);
          }
        }
        size = norm(u, k);
      }
      u.divideRow(k, 0, u.columns, size, 0);
    }
  }
}
