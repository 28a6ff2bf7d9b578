package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks decompositions by putting the matrix together again, and products against three loops.
class LinearAlgebraTest {
  private static final int BATCH = 3;
  private static final int[][] SIZES = {{0, 0}, {1, 1}, {4, 4}, {5, 3}, {3, 5}, {0, 3}, {3, 0}, {17, 17}};

  private final Arena arena = Arena.ofShared();
  private final WorkerPool pool = new WorkerPool(2);
  private final MatrixProducts products = new MatrixProducts(pool, new KernelCompiler());
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @AfterEach
  void close() {
    pool.close();
    arena.close();
  }

  /// A complex matrix in Java, `[row][column][re, im]`.
  private record Matrix(int m, int n, double[][][] at) {
    Matrix(int m, int n) {
      this(m, n, new double[m][n][2]);
    }

    Matrix times(Matrix o) {
      Matrix r = new Matrix(m, o.n);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < o.n; j++) {
          for (int k = 0; k < n; k++) {
            double[] a = at[i][k];
            double[] b = o.at[k][j];
            r.at[i][j][0] += a[0] * b[0] - a[1] * b[1];
            r.at[i][j][1] += a[0] * b[1] + a[1] * b[0];
          }
        }
      }
      return r;
    }

    Matrix form(boolean transpose, boolean conjugate) {
      Matrix r = transpose ? new Matrix(n, m) : new Matrix(m, n);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double[] target = transpose ? r.at[j][i] : r.at[i][j];
          target[0] = at[i][j][0];
          target[1] = conjugate ? -at[i][j][1] : at[i][j][1];
        }
      }
      return r;
    }

    Matrix adjoint() {
      return form(true, true);
    }

    static Matrix identity(int n) {
      Matrix r = new Matrix(n, n);
      for (int i = 0; i < n; i++) {
        r.at[i][i][0] = 1;
      }
      return r;
    }
  }

  private double tolerance(DType type) {
    return type.realType() == DType.FLOAT32 ? 2e-4 : 1e-11;
  }

  private static void assertClose(Matrix expected, Matrix got, double tolerance, String what) {
    assertEquals(expected.m, got.m, what);
    assertEquals(expected.n, got.n, what);
    for (int i = 0; i < got.m; i++) {
      for (int j = 0; j < got.n; j++) {
        for (int part = 0; part < 2; part++) {
          assertEquals(expected.at[i][j][part], got.at[i][j][part], tolerance, what + " at " + i + ", " + j);
        }
      }
    }
  }

  private Matrix random(DType type, int m, int n) {
    Matrix r = new Matrix(m, n);
    for (double[][] row : r.at) {
      for (double[] x : row) {
        x[0] = (float) random.nextGaussian();
        x[1] = type.isComplex() ? (float) random.nextGaussian() : 0;
      }
    }
    return r;
  }

  private MatrixData data(DType type, int... shape) {
    Shape s = Shape.of(shape);
    return new MatrixData(type, s, arena.allocate(Math.max(1, s.elements()) * type.byteSize(), 64));
  }

  private MatrixData data(DType type, List<Matrix> matrices) {
    MatrixData d = data(type, matrices.size(), matrices.getFirst().m, matrices.getFirst().n);
    BlasType blas = BlasType.of(type);
    long at = 0;
    for (Matrix matrix : matrices) {
      for (double[][] row : matrix.at) {
        for (double[] x : row) {
          blas.setReal(d.data(), at, x[0]);
          if (type.isComplex()) {
            blas.setImaginary(d.data(), at, x[1]);
          }
          at++;
        }
      }
    }
    return d;
  }

  private static Matrix matrix(MatrixData d, int batch, int m, int n) {
    Matrix r = new Matrix(m, n);
    BlasType blas = BlasType.of(d.type());
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        long at = (long) batch * m * n + (long) i * n + j;
        r.at[i][j][0] = blas.real(d.data(), at);
        r.at[i][j][1] = d.type().isComplex() ? blas.imaginary(d.data(), at) : 0;
      }
    }
    return r;
  }

  private List<Matrix> randomBatch(DType type, int m, int n) {
    List<Matrix> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(random(type, m, n));
    }
    return batch;
  }

  private void run(LinearAlgebra primitive, List<MatrixData> in, List<MatrixData> out) {
    Decompositions.run(primitive, in, out, pool, WorkerPool.NEVER);
  }

  private static DType real(DType type) {
    return type.realType();
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64", "complex64", "complex128"})
  void choleskyAndEigh(DType type) {
    for (int n : new int[] {0, 1, 4, 17}) {
      List<Matrix> a =
          randomBatch(type, n, n).stream()
              .map(x -> {
                Matrix spd = x.times(x.adjoint());
                for (int i = 0; i < n; i++) {
                  spd.at[i][i][0] += 1;
                }
                return spd;
              })
              .toList();
      MatrixData in = data(type, a);
      MatrixData l = data(type, BATCH, n, n);
      run(new LinearAlgebra.Cholesky(), List.of(in), List.of(l));
      MatrixData v = data(type, BATCH, n, n);
      MatrixData w = data(real(type), BATCH, n);
      for (boolean lower : new boolean[] {true, false}) {
        run(new LinearAlgebra.Eigh(lower, true), List.of(in), List.of(v, w));
        for (int b = 0; b < BATCH; b++) {
          String what = type + " " + n + " seed " + seed;
          Matrix factor = matrix(l, b, n, n);
          assertClose(a.get(b), factor.times(factor.adjoint()), 100 * tolerance(type), what);
          for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
              assertArrayEquals(new double[2], factor.at[i][j], what);
            }
          }
          Matrix vectors = matrix(v, b, n, n);
          Matrix values = new Matrix(n, n);
          Matrix row = matrix(w, b, 1, n);
          for (int i = 0; i < n; i++) {
            values.at[i][i] = row.at[0][i];
            assertTrue(i == 0 || row.at[0][i - 1][0] <= row.at[0][i][0], what);
          }
          assertClose(a.get(b), vectors.times(values).times(vectors.adjoint()), 100 * tolerance(type), what);
          assertClose(Matrix.identity(n), vectors.adjoint().times(vectors), tolerance(type), what);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64", "complex64", "complex128"})
  void luQrAndSvd(DType type) {
    for (int[] size : SIZES) {
      int m = size[0];
      int n = size[1];
      int k = Math.min(m, n);
      String what = type + " " + m + " by " + n + " seed " + seed;
      List<Matrix> a = randomBatch(type, m, n);
      MatrixData in = data(type, a);
      MatrixData lu = data(type, BATCH, m, n);
      MatrixData pivots = data(DType.INT32, BATCH, k);
      MatrixData permutation = data(DType.INT32, BATCH, m);
      run(new LinearAlgebra.Lu(), List.of(in), List.of(lu, pivots, permutation));
      MatrixData again = data(DType.INT32, BATCH, m);
      run(new LinearAlgebra.LuPivotsToPermutation(m), List.of(pivots), List.of(again));
      assertEquals(-1, permutation.data().mismatch(again.data()), what);
      for (int b = 0; b < BATCH; b++) {
        Matrix packed = matrix(lu, b, m, n);
        Matrix lower = new Matrix(m, k);
        Matrix upper = new Matrix(k, n);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            if (j < i && j < k) {
              lower.at[i][j] = packed.at[i][j];
            } else if (i < k) {
              upper.at[i][j] = packed.at[i][j];
            }
          }
          if (i < k) {
            lower.at[i][i][0] = 1;
          }
        }
        Matrix permuted = new Matrix(m, n);
        for (int i = 0; i < m; i++) {
          permuted.at[i] = a.get(b).at[permutation.data().getAtIndex(JAVA_INT, (long) b * m + i)];
        }
        assertClose(permuted, lower.times(upper), 10 * tolerance(type), "lu " + what);
      }
      MatrixData packed = data(type, BATCH, m, n);
      MatrixData taus = data(type, BATCH, k);
      run(new LinearAlgebra.Geqrf(), List.of(in), List.of(packed, taus));
      if (m >= n) {
        MatrixData product = data(type, BATCH, m, n);
        MatrixData q = data(type, BATCH, m, k);
        MatrixData r = data(type, BATCH, k, n);
        run(new LinearAlgebra.HouseholderProduct(), List.of(packed, taus), List.of(product));
        run(new LinearAlgebra.Qr(false), List.of(in), List.of(q, r));
        for (int b = 0; b < BATCH; b++) {
          assertClose(matrix(q, b, m, k), matrix(product, b, m, k), tolerance(type), "reflectors " + what);
        }
      }
      for (boolean full : new boolean[] {false, true}) {
        int columns = full ? m : k;
        int rows = full ? n : k;
        MatrixData q = data(type, BATCH, m, columns);
        MatrixData r = data(type, BATCH, columns, n);
        run(new LinearAlgebra.Qr(full), List.of(in), List.of(q, r));
        MatrixData s = data(real(type), BATCH, k);
        MatrixData u = data(type, BATCH, m, columns);
        MatrixData vh = data(type, BATCH, rows, n);
        MatrixData alone = data(real(type), BATCH, k);
        run(new LinearAlgebra.Svd(full, true), List.of(in), List.of(s, u, vh));
        run(new LinearAlgebra.Svd(full, false), List.of(in), List.of(alone));
        for (int b = 0; b < BATCH; b++) {
          Matrix qb = matrix(q, b, m, columns);
          Matrix rb = matrix(r, b, columns, n);
          assertClose(a.get(b), qb.times(rb), 10 * tolerance(type), "qr " + what);
          assertClose(Matrix.identity(columns), qb.adjoint().times(qb), tolerance(type), "q " + what);
          for (int i = 0; i < columns; i++) {
            for (int j = 0; j < Math.min(i, n); j++) {
              assertArrayEquals(new double[2], rb.at[i][j], "r " + what);
            }
          }
          Matrix sigma = new Matrix(columns, rows);
          Matrix values = matrix(s, b, 1, k);
          assertClose(values, matrix(alone, b, 1, k), 10 * tolerance(type), "values " + what);
          for (int i = 0; i < k; i++) {
            sigma.at[i][i] = values.at[0][i];
          }
          Matrix ub = matrix(u, b, m, columns);
          Matrix vb = matrix(vh, b, rows, n);
          assertClose(a.get(b), ub.times(sigma).times(vb), 10 * tolerance(type), "svd " + what);
          assertClose(Matrix.identity(columns), ub.adjoint().times(ub), tolerance(type), "u " + what);
          assertClose(Matrix.identity(rows), vb.times(vb.adjoint()), tolerance(type), "v " + what);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64", "complex64", "complex128"})
  void eigenvectorsOfGeneralMatrices(DType type) {
    DType complex = type.complexType();
    for (int n : new int[] {0, 1, 2, 6}) {
      String what = type + " " + n + " seed " + seed;
      List<Matrix> a = randomBatch(type, n, n);
      MatrixData w = data(complex, BATCH, n);
      MatrixData vl = data(complex, BATCH, n, n);
      MatrixData vr = data(complex, BATCH, n, n);
      run(new LinearAlgebra.Eig(true, true), List.of(data(type, a)), List.of(w, vl, vr));
      for (int b = 0; b < BATCH; b++) {
        Matrix values = new Matrix(n, n);
        for (int i = 0; i < n; i++) {
          values.at[i][i] = matrix(w, b, 1, n).at[0][i];
        }
        Matrix right = matrix(vr, b, n, n);
        Matrix left = matrix(vl, b, n, n);
        assertClose(right.times(values), a.get(b).times(right), 20 * tolerance(type), "right " + what);
        assertClose(values.times(left.adjoint()), left.adjoint().times(a.get(b)), 20 * tolerance(type), "left " + what);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64", "complex64", "complex128"})
  void triangularSystems(DType type) {
    // the last is too wide to be done without the library
    for (int[] size : new int[][] {{0, 3}, {1, 3}, {5, 3}, {5, 17}}) {
      int n = size[0];
      int other = size[1];
      for (int code = 0; code < 32; code++) {
        boolean leftSide = (code & 1) != 0;
        boolean lower = (code & 2) != 0;
        boolean transpose = (code & 4) != 0;
        boolean conjugate = (code & 8) != 0;
        boolean unit = (code & 16) != 0;
        String what = type + " " + n + " by " + other + " case " + code + " seed " + seed;
        List<Matrix> a = randomBatch(type, n, n);
        a.forEach(x -> {
          for (int i = 0; i < n; i++) {
            x.at[i][i][0] += 5;
          }
        });
        List<Matrix> rhs = randomBatch(type, leftSide ? n : other, leftSide ? other : n);
        MatrixData b = data(type, rhs);
        MatrixData x = new MatrixData(type, b.shape(), arena.allocate(b.data().byteSize(), 64));
        run(
            new LinearAlgebra.TriangularSolve(leftSide, lower, transpose, conjugate, unit),
            List.of(data(type, a), b),
            List.of(x));
        for (int k = 0; k < BATCH; k++) {
          Matrix t = new Matrix(n, n);
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
              if (lower ? j <= i : j >= i) {
                t.at[i][j] = i == j && unit ? new double[] {1, 0} : a.get(k).at[i][j];
              }
            }
          }
          Matrix form = t.form(transpose, conjugate);
          Matrix solution = matrix(x, k, rhs.get(k).m, rhs.get(k).n);
          assertClose(
              rhs.get(k), leftSide ? form.times(solution) : solution.times(form), 1e4 * tolerance(type) * 1e-1, what);
        }
      }
    }
  }

  @Test
  void whatDoesNotExistIsNan() {
    Matrix indefinite = new Matrix(2, 2);
    indefinite.at[0][0][0] = 1;
    indefinite.at[1][0][0] = 2;
    indefinite.at[0][1][0] = 2;
    indefinite.at[1][1][0] = 1;
    MatrixData l = data(DType.FLOAT32, 2, 2, 2);
    run(
        new LinearAlgebra.Cholesky(),
        List.of(data(DType.FLOAT32, List.of(indefinite, Matrix.identity(2)))),
        List.of(l));
    assertTrue(Double.isNaN(matrix(l, 0, 2, 2).at[0][0][0]));
    assertClose(Matrix.identity(2), matrix(l, 1, 2, 2), 0, "the other batch");

    Matrix singular = new Matrix(2, 2);
    MatrixData lu = data(DType.FLOAT64, 1, 2, 2);
    run(
        new LinearAlgebra.Lu(),
        List.of(data(DType.FLOAT64, List.of(singular))),
        List.of(lu, data(DType.INT32, 1, 2), data(DType.INT32, 1, 2)));
    assertClose(singular, matrix(lu, 0, 2, 2), 0, "singular");

    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      indefinite.at[0][1][0] = bad;
      MatrixData in = data(DType.FLOAT64, List.of(indefinite));
      MatrixData s = data(DType.FLOAT64, 1, 2);
      MatrixData v = data(DType.FLOAT64, 1, 2, 2);
      run(new LinearAlgebra.Svd(true, false), List.of(in), List.of(s));
      assertTrue(Double.isNaN(matrix(s, 0, 1, 2).at[0][1][0]));
      run(new LinearAlgebra.Eigh(true, true), List.of(in), List.of(v, s));
      assertTrue(Double.isNaN(matrix(v, 0, 2, 2).at[1][1][0]));
      MatrixData w = data(DType.COMPLEX128, 1, 2);
      run(new LinearAlgebra.Eig(false, false), List.of(in), List.of(w));
      assertTrue(Double.isNaN(matrix(w, 0, 1, 2).at[0][1][1]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64", "complex64", "complex128"})
  void products(DType type) {
    BlasType blas = BlasType.of(type);
    for (int[] size : new int[][] {{0, 2, 3}, {2, 3, 0}, {1, 1, 1}, {3, 4, 5}, {130, 7, 40}, {9, 150, 33}}) {
      for (Blas.Form formA : Blas.Form.values()) {
        for (Blas.Form formB : Blas.Form.values()) {
          int m = size[0];
          int n = size[1];
          int k = size[2];
          boolean plainA = formA == Blas.Form.PLAIN;
          boolean plainB = formB == Blas.Form.PLAIN;
          List<Matrix> a = randomBatch(type, plainA ? m : k, plainA ? k : m);
          List<Matrix> b = randomBatch(type, plainB ? k : n, plainB ? n : k);
          List<Matrix> start = randomBatch(type, m, n);
          MatrixData c = data(type, start);
          boolean accumulate = formA == formB;
          var layout =
              new MatrixProducts.Layout(
                  blas,
                  BATCH,
                  m,
                  n,
                  k,
                  formA,
                  Math.max(1, plainA ? k : m),
                  (long) m * k,
                  formB,
                  Math.max(1, plainB ? n : k),
                  (long) k * n,
                  Math.max(1, n),
                  (long) m * n);
          products.multiply(layout, data(type, a).data(), data(type, b).data(), c.data(), accumulate, WorkerPool.NEVER);
          for (int i = 0; i < BATCH; i++) {
            Matrix left = plainA ? a.get(i) : a.get(i).form(true, formA == Blas.Form.CONJUGATE_TRANSPOSED);
            Matrix right = plainB ? b.get(i) : b.get(i).form(true, formB == Blas.Form.CONJUGATE_TRANSPOSED);
            Matrix expected = left.times(right);
            for (int r = 0; accumulate && r < m; r++) {
              for (int s = 0; s < n; s++) {
                expected.at[r][s][0] += start.get(i).at[r][s][0];
                expected.at[r][s][1] += start.get(i).at[r][s][1];
              }
            }
            assertClose(
                expected,
                matrix(c, i, m, n),
                10 * tolerance(type),
                type + Arrays.toString(size) + formA + formB + " seed " + seed);
          }
        }
      }
    }
  }

  @Test
  void largeProductsAreCutIntoBlocks() {
    int n = 300;
    Matrix a = random(DType.FLOAT64, n, n);
    Matrix b = random(DType.FLOAT64, n, 2 * n);
    MatrixData c = data(DType.FLOAT64, 1, n, 2 * n);
    var layout =
        new MatrixProducts.Layout(
            BlasType.FLOAT64, 1, n, 2 * n, n, Blas.Form.PLAIN, n, 0, Blas.Form.PLAIN, 2 * n, 0, 2 * n, 0);
    products.multiply(
        layout,
        data(DType.FLOAT64, List.of(a)).data(),
        data(DType.FLOAT64, List.of(b)).data(),
        c.data(),
        false,
        WorkerPool.NEVER);
    assertClose(a.times(b), matrix(c, 0, n, 2 * n), 1e-10, "seed " + seed);
    MemorySegment y = arena.allocate(8L * n);
    Blas.of(BlasType.FLOAT64)
        .gemv(
            Blas.Form.PLAIN,
            n,
            n,
            data(DType.FLOAT64, List.of(a)).data(),
            n,
            data(DType.FLOAT64, List.of(b)).data(),
            2 * n,
            y,
            1,
            false);
    assertEquals(a.times(b).at[7][0][0], BlasType.FLOAT64.real(y, 7), 1e-10);
  }
}
