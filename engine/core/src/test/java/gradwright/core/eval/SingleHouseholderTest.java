package gradwright.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SingleHouseholderTest {
  @Test
  void factorsMultiplyToTheMatrix() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int m = 1 + random.nextInt(16);
      int n = 1 + random.nextInt(16);
      float[] a = new float[m * n];
      for (int i = 0; i < a.length; i++) {
        a[i] = (float) random.nextGaussian();
      }
      float[] packed = a.clone();
      float[] taus = SingleHouseholder.geqrf(packed, m, n);
      float[] q = new float[m * m];
      for (int i = 0; i < m; i++) {
        System.arraycopy(packed, i * n, q, i * m, Math.min(m, n));
      }
      SingleHouseholder.orgqr(q, m, m, taus);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double product = 0;
          for (int k = 0; k <= Math.min(j, m - 1); k++) {
            product += (double) q[i * m + k] * packed[k * n + j];
          }
          assertEquals(a[i * n + j], product, 2e-5, "seed " + seed + " round " + round);
        }
        for (int j = 0; j < m; j++) {
          double dot = 0;
          for (int k = 0; k < m; k++) {
            dot += (double) q[k * m + i] * q[k * m + j];
          }
          assertEquals(i == j ? 1 : 0, dot, 1e-5, "seed " + seed + " round " + round);
        }
      }
    }
  }

  @Test
  void zeroColumnsNeedNoReflection() {
    float[] a = {2, 1, 0, 3};
    float[] taus = SingleHouseholder.geqrf(a, 2, 2);
    assertEquals(0, taus[0]);
    assertEquals(2, a[0]);
  }

  @Test
  void suitsSmallMatricesOnly() {
    assertTrue(SingleHouseholder.suits(16, 64));
    assertFalse(SingleHouseholder.suits(17, 17));
    assertFalse(SingleHouseholder.suits(2, 513));
  }
}
