package gradwright.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Decompositions multiply back to what was decomposed, and their factors are what they should be.
class LinearAlgebraTest {
  private static final long SEED = 20;

  private static Matrix random(int m, int n, boolean complex, long seed) {
    Random r = new Random(seed);
    Matrix a = new Matrix(m, n, complex);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        a.set(i, j, r.nextGaussian(), r.nextGaussian());
      }
    }
    return a;
  }

  private static void near(Matrix want, Matrix have, String what) {
    assertEquals(want.rows, have.rows, what);
    assertEquals(want.columns, have.columns, what);
    for (int i = 0; i < want.rows; i++) {
      for (int j = 0; j < want.columns; j++) {
        assertEquals(want.re[i][j], have.re[i][j], 1e-11, what);
        assertEquals(want.im(i, j), have.im(i, j), 1e-11, what);
      }
    }
  }

  private static void orthonormalColumns(Matrix q, String what) {
    near(Matrix.identity(q.columns, q.columns, q.complex()), q.transpose(true).times(q), what + " is not orthonormal");
  }

  private static Matrix diagonal(Matrix values, int rows, int columns) {
    Matrix d = new Matrix(rows, columns, values.complex());
    for (int i = 0; i < values.columns; i++) {
      d.set(i, i, values.re[0][i], values.im(0, i));
    }
    return d;
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "7,false", "8,true", "30,false", "25,true"})
  void hermitianEigen(int n, boolean complex) {
    String what = "seed " + SEED + " n " + n;
    Matrix a = random(n, n, complex, SEED);
    Matrix h = a.times(a.transpose(true));
    List<Matrix> r = HermitianEigen.decompose(h.copy(), true);
    Matrix v = r.get(0);
    orthonormalColumns(v, what);
    Matrix scaled = v.times(diagonal(r.get(1), n, n));
    near(h, scaled.times(v.transpose(true)), what);
    for (int i = 1; i < n; i++) {
      assertTrue(r.get(1).re[0][i - 1] <= r.get(1).re[0][i], what);
    }
    near(r.get(1), HermitianEigen.decompose(h.copy(), false).get(1), what + " upper");
  }

  @ParameterizedTest
  @CsvSource({"1,1,false", "4,4,false", "6,3,true", "3,6,false", "20,15,true", "2,9,true", "30,30,false"})
  void singularValues(int m, int n, boolean complex) {
    String what = "seed " + SEED + " " + m + "x" + n;
    Matrix a = random(m, n, complex, SEED);
    for (boolean full : new boolean[] {false, true}) {
      List<Matrix> r = SingularValues.decompose(a.copy(), full, true);
      orthonormalColumns(r.get(1), what);
      orthonormalColumns(r.get(2).transpose(true), what);
      Matrix s = diagonal(r.get(0), r.get(1).columns, r.get(2).rows);
      near(a, r.get(1).times(s).times(r.get(2)), what);
      near(r.get(0), SingularValues.decompose(a.copy(), full, false).get(0), what);
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void singularValuesOfRankDeficient(boolean complex) {
    Matrix a = random(6, 2, complex, SEED).times(random(2, 5, complex, SEED + 1));
    for (boolean full : new boolean[] {false, true}) {
      List<Matrix> r = SingularValues.decompose(a.copy(), full, true);
      orthonormalColumns(r.get(1), "u");
      orthonormalColumns(r.get(2).transpose(true), "v");
      near(a, r.get(1).times(diagonal(r.get(0), r.get(1).columns, r.get(2).rows)).times(r.get(2)), "product");
    }
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,true", "5,false", "12,true", "30,false"})
  void generalEigen(int n, boolean complex) {
    String what = "seed " + SEED + " n " + n;
    Matrix a = random(n, n, complex, SEED);
    List<Matrix> r = GeneralEigen.decompose(a.copy(), true, true);
    Matrix values = diagonal(r.get(0), n, n);
    Matrix right = r.get(2);
    near(a.toComplex().times(right), right.times(values), what);
    Matrix left = r.get(1).transpose(true);
    near(left.times(a.toComplex()), values.times(left), what + " left");
    for (int k = 0; k < n; k++) {
      double norm = 0;
      for (int i = 0; i < n; i++) {
        norm = Math.hypot(norm, right.abs(i, k));
      }
      assertEquals(1, norm, 1e-12, what);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,-1,0,0,1", "2,0,0,2,2,0"})
  void eigenvaluesOfSmallMatrices(double a, double b, double c, double d, double re, double im) {
    Matrix m = new Matrix(2, 2, false);
    m.set(0, 0, a, 0);
    m.set(0, 1, b, 0);
    m.set(1, 0, c, 0);
    m.set(1, 1, d, 0);
    Matrix v = GeneralEigen.decompose(m, false, false).get(0);
    for (int i = 0; i < 2; i++) {
      assertEquals(re, v.re[0][i], 1e-14);
      assertEquals(im, Math.abs(v.im[0][i]), 1e-14);
    }
  }
}
