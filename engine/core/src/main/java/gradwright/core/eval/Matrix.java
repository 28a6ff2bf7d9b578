package gradwright.core.eval;

/// A matrix of doubles as arrays of rows; the imaginary parts are null for real matrices. What decompositions are written
/// with: scalars by their parts, and operations on whole rows.
final class Matrix {
  final int rows;
  final int columns;
  final double[][] re;
  final double[][] im;

  Matrix(int rows, int columns, boolean complex) {
    this.rows = rows;
    this.columns = columns;
    re = new double[rows][columns];
    im = complex ? new double[rows][columns] : null;
  }

  static Matrix identity(int rows, int columns, boolean complex) {
    Matrix m = new Matrix(rows, columns, complex);
    for (int i = 0; i < Math.min(rows, columns); i++) {
      m.re[i][i] = 1;
    }
    return m;
  }

  /// The matrix whose elements (pairs when complex) start at element `at`.
  static Matrix read(double[] v, int at, int rows, int columns, boolean complex) {
    Matrix m = new Matrix(rows, columns, complex);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int e = at + i * columns + j;
        m.re[i][j] = complex ? v[2 * e] : v[e];
        if (complex) {
          m.im[i][j] = v[2 * e + 1];
        }
      }
    }
    return m;
  }

  /// A real matrix of row-major elements.
  static Matrix of(float[] v, int rows, int columns) {
    Matrix m = new Matrix(rows, columns, false);
    for (int i = 0; i < v.length; i++) {
      m.re[i / columns][i % columns] = v[i];
    }
    return m;
  }

  /// The elements of a real matrix, row-major.
  float[] floats() {
    float[] v = new float[rows * columns];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) re[i / columns][i % columns];
    }
    return v;
  }

  /// Writes the elements from element `at` of an array of the same kind.
  void write(double[] v, int at) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int e = at + i * columns + j;
        if (im == null) {
          v[e] = re[i][j];
        } else {
          v[2 * e] = re[i][j];
          v[2 * e + 1] = im[i][j];
        }
      }
    }
  }

  boolean finite() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (!Double.isFinite(re[i][j]) || !Double.isFinite(im(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  boolean complex() {
    return im != null;
  }

  double im(int i, int j) {
    return im == null ? 0 : im[i][j];
  }

  void set(int i, int j, double r, double m) {
    re[i][j] = r;
    if (im != null) {
      im[i][j] = m;
    }
  }

  double abs(int i, int j) {
    return im == null ? Math.abs(re[i][j]) : Math.hypot(re[i][j], im[i][j]);
  }

  Matrix copy() {
    Matrix m = new Matrix(rows, columns, complex());
    for (int i = 0; i < rows; i++) {
      System.arraycopy(re[i], 0, m.re[i], 0, columns);
      if (im != null) {
        System.arraycopy(im[i], 0, m.im[i], 0, columns);
      }
    }
    return m;
  }

  /// As a complex matrix.
  Matrix toComplex() {
    Matrix m = new Matrix(rows, columns, true);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(re[i], 0, m.re[i], 0, columns);
      if (im != null) {
        System.arraycopy(im[i], 0, m.im[i], 0, columns);
      }
    }
    return m;
  }

  /// Transposed, and conjugated if asked for.
  Matrix transpose(boolean conjugate) {
    Matrix m = new Matrix(columns, rows, complex());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        m.set(j, i, re[i][j], conjugate ? -im(i, j) : im(i, j));
      }
    }
    return m;
  }

  Matrix times(Matrix b) {
    Matrix r = new Matrix(rows, b.columns, complex() || b.complex());
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        r.addRow(i, b, k, 0, b.columns, re[i][k], im(i, k));
      }
    }
    return r;
  }

  void swapRows(int i, int j) {
    double[] t = re[i];
    re[i] = re[j];
    re[j] = t;
    if (im != null) {
      t = im[i];
      im[i] = im[j];
      im[j] = t;
    }
  }

  /// row i += (fr + i fi) * row k of b, in the columns from..to.
  void addRow(int i, Matrix b, int k, int from, int to, double fr, double fi) {
    double[] r = re[i];
    double[] x = b.re[k];
    if (im == null) {
      for (int j = from; j < to; j++) {
        r[j] += fr * x[j];
      }
      return;
    }
    double[] m = im[i];
    if (b.im == null) {
      for (int j = from; j < to; j++) {
        r[j] += fr * x[j];
        m[j] += fi * x[j];
      }
      return;
    }
    double[] y = b.im[k];
    for (int j = from; j < to; j++) {
      r[j] += fr * x[j] - fi * y[j];
      m[j] += fr * y[j] + fi * x[j];
    }
  }

  /// row i /= d, in the columns from..to.
  void divideRow(int i, int from, int to, double dr, double di) {
    if (im == null) {
      for (int j = from; j < to; j++) {
        re[i][j] /= dr;
      }
      return;
    }
    double[] q = new double[2];
    for (int j = from; j < to; j++) {
      ComplexFunctions.divide(re[i][j], im[i][j], dr, di, q, 0);
      re[i][j] = q[0];
      im[i][j] = q[1];
    }
  }
}
