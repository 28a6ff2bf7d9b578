package gradwright.core.rules;

import gradwright.core.trace.Engine;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Draws arrays that a primitive accepts.
interface Sample {
  Array draw(Random random);

  static Array array(DType dtype, Shape shape) {
    return Array.allocate(Aval.of(dtype, shape), Engine.shared().defaultDevice());
  }

  static Array doubles(Shape shape, double... values) {
    Array a = array(DType.FLOAT64, shape);
    for (int i = 0; i < values.length; i++) {
      a.setDouble(i, values[i]);
    }
    return a;
  }

  private static Sample each(ToDoubleFunction<Random> element, int... sizes) {
    return random -> {
      Array a = array(DType.FLOAT64, Shape.of(sizes));
      for (long i = 0; i < a.elements(); i++) {
        a.setDouble(i, element.applyAsDouble(random));
      }
      return a;
    };
  }

  /// Normally distributed, away from 0.
  static Sample normal(int... sizes) {
    return each(
        r -> {
          double x = r.nextGaussian();
          return x + Math.copySign(0.1, x);
        },
        sizes);
  }

  static Sample between(double low, double high, int... sizes) {
    return each(r -> low + (high - low) * r.nextDouble(), sizes);
  }

  static Sample positive(int... sizes) {
    return between(0.5, 2.5, sizes);
  }

  /// int32 from 0 to below `bound`.
  static Sample integers(int bound, int... sizes) {
    return random -> {
      Array a = array(DType.INT32, Shape.of(sizes));
      for (long i = 0; i < a.elements(); i++) {
        a.setLong(i, random.nextInt(bound));
      }
      return a;
    };
  }

  /// A permutation of 0 .. n-1 as int32, shaped.
  static Sample distinct(int bound, int... sizes) {
    return random -> {
      Array a = array(DType.INT32, Shape.of(sizes));
      int[] p = new int[bound];
      for (int i = 0; i < bound; i++) {
        int j = random.nextInt(i + 1);
        p[i] = p[j];
        p[j] = i;
      }
      for (long i = 0; i < a.elements(); i++) {
        a.setLong(i, p[(int) i]);
      }
      return a;
    };
  }

  static Sample booleans(int... sizes) {
    return random -> {
      Array a = array(DType.BOOL, Shape.of(sizes));
      for (long i = 0; i < a.elements(); i++) {
        a.setLong(i, random.nextBoolean() ? 1 : 0);
      }
      return a;
    };
  }

  /// Symmetric positive definite, with well separated eigenvalues.
  static Sample definite(int n) {
    return random -> {
      Array a = array(DType.FLOAT64, Shape.of(n, n));
      double[][] b = new double[n][n];
      for (double[] row : b) {
        for (int j = 0; j < n; j++) {
          row[j] = random.nextGaussian();
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double s = i == j ? 2 + 3 * i : 0;
          for (int k = 0; k < n; k++) {
            s += 0.3 * b[i][k] * b[j][k];
          }
          a.setDouble((long) i * n + j, s);
        }
      }
      return a;
    };
  }

  /// A general matrix with a dominant diagonal.
  static Sample matrix(int m, int n) {
    return random -> {
      Array a = array(DType.FLOAT64, Shape.of(m, n));
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          a.setDouble((long) i * n + j, (i == j ? 3 + 2 * i : 0) + random.nextGaussian());
        }
      }
      return a;
    };
  }
}
