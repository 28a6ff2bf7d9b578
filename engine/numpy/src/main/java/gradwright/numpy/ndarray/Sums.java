package gradwright.numpy.ndarray;

/// Sums of rows in NumPy's order: pairwise over blocks of 128, eight partial sums in each, so that results agree bit
/// for bit.
final class Sums {
  private static final int BLOCK = 128;

  private Sums() {}

  static double pairwise(double[] a, int from, int n) {
    if (n < 8) {
      double s = -0.0;
      for (int i = 0; i < n; i++) {
        s += a[from + i];
      }
      return s;
    }
    if (n <= BLOCK) {
      double r0 = a[from], r1 = a[from + 1], r2 = a[from + 2], r3 = a[from + 3];
      double r4 = a[from + 4], r5 = a[from + 5], r6 = a[from + 6], r7 = a[from + 7];
      int i = 8;
      for (; i < n - n % 8; i += 8) {
        int p = from + i;
        r0 += a[p];
        r1 += a[p + 1];
        r2 += a[p + 2];
        r3 += a[p + 3];
        r4 += a[p + 4];
        r5 += a[p + 5];
        r6 += a[p + 6];
        r7 += a[p + 7];
      }
      double s = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
      for (; i < n; i++) {
        s += a[from + i];
      }
      return s;
    }
    int half = n / 2;
    half -= half % 8;
    return pairwise(a, from, half) + pairwise(a, from + half, n - half);
  }

  static float pairwiseSingle(double[] a, int from, int n) {
    if (n < 8) {
      float s = -0f;
      for (int i = 0; i < n; i++) {
        s += (float) a[from + i];
      }
      return s;
    }
    if (n <= BLOCK) {
      float r0 = (float) a[from], r1 = (float) a[from + 1], r2 = (float) a[from + 2], r3 = (float) a[from + 3];
      float r4 = (float) a[from + 4], r5 = (float) a[from + 5], r6 = (float) a[from + 6], r7 = (float) a[from + 7];
      int i = 8;
      for (; i < n - n % 8; i += 8) {
        int p = from + i;
        r0 += (float) a[p];
        r1 += (float) a[p + 1];
        r2 += (float) a[p + 2];
        r3 += (float) a[p + 3];
        r4 += (float) a[p + 4];
        r5 += (float) a[p + 5];
        r6 += (float) a[p + 6];
        r7 += (float) a[p + 7];
      }
      float s = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
      for (; i < n; i++) {
        s += (float) a[from + i];
      }
      return s;
    }
    int half = n / 2;
    half -= half % 8;
    return pairwiseSingle(a, from, half) + pairwiseSingle(a, from + half, n - half);
  }

  /// The sum of `n` pairs, written to `out`.
  static void pairwisePairs(double[] a, int from, int n, double[] out) {
    int m = 2 * n;
    if (m < 8) {
      double re = -0.0;
      double im = -0.0;
      for (int i = 0; i < m; i += 2) {
        re += a[from + i];
        im += a[from + i + 1];
      }
      out[0] = re;
      out[1] = im;
      return;
    }
    if (m <= BLOCK) {
      double[] r = java.util.Arrays.copyOfRange(a, from, from + 8);
      int i = 8;
      for (; i < m - m % 8; i += 8) {
        for (int k = 0; k < 8; k++) {
          r[k] += a[from + i + k];
        }
      }
      double re = (r[0] + r[2]) + (r[4] + r[6]);
      double im = (r[1] + r[3]) + (r[5] + r[7]);
      for (; i < m; i += 2) {
        re += a[from + i];
        im += a[from + i + 1];
      }
      out[0] = re;
      out[1] = im;
      return;
    }
    int half = m / 2;
    half -= half % 8;
    double[] left = new double[2];
    pairwisePairs(a, from, half / 2, left);
    pairwisePairs(a, from + half, (m - half) / 2, out);
    out[0] = left[0] + out[0];
    out[1] = left[1] + out[1];
  }
}
