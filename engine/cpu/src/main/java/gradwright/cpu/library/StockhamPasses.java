package gradwright.cpu.library;

/// Stockham's passes on interleaved complex doubles: from `x` to `y`, `m` groups of `s` neighbours, turned by the twiddles `w`.
final class StockhamPasses {
  private static final double SIN3 = Math.sqrt(3) / 2;
  private static final double COS5 = Math.cos(2 * Math.PI / 5);
  private static final double COS5_2 = Math.cos(4 * Math.PI / 5);
  private static final double SIN5 = Math.sin(2 * Math.PI / 5);
  private static final double SIN5_2 = Math.sin(4 * Math.PI / 5);

  private StockhamPasses() {}

  /// A pass of radix 2.
  static void radix2(double[] x, double[] y, int m, int s, double[] w) {
    for (int p = 0; p < m; p++) {
      double wr = w[2 * p];
      double wi = w[2 * p + 1];
      int a = 2 * s * p;
      int b = 2 * s * (p + m);
      int c = 4 * s * p;
      for (int q = 0; q < 2 * s; q += 2) {
        double ar = x[a + q];
        double ai = x[a + q + 1];
        double br = x[b + q];
        double bi = x[b + q + 1];
        y[c + q] = ar + br;
        y[c + q + 1] = ai + bi;
        double dr = ar - br;
        double di = ai - bi;
        y[c + 2 * s + q] = dr * wr - di * wi;
        y[c + 2 * s + q + 1] = dr * wi + di * wr;
      }
    }
  }

  /// A pass of radix 4.
  static void radix4(double[] x, double[] y, int m, int s, double[] w) {
    int s2 = 2 * s;
    int step = 2 * s * m;
    for (int p = 0; p < m; p++) {
      double w1r = w[6 * p];
      double w1i = w[6 * p + 1];
      double w2r = w[6 * p + 2];
      double w2i = w[6 * p + 3];
      double w3r = w[6 * p + 4];
      double w3i = w[6 * p + 5];
      int a = s2 * p;
      int o = 4 * a;
      for (int q = 0; q < s2; q += 2) {
        int i0 = a + q;
        int i1 = i0 + step;
        int i2 = i1 + step;
        int i3 = i2 + step;
        double ar = x[i0];
        double ai = x[i0 + 1];
        double br = x[i1];
        double bi = x[i1 + 1];
        double cr = x[i2];
        double ci = x[i2 + 1];
        double dr = x[i3];
        double di = x[i3 + 1];
        double acr = ar + cr;
        double aci = ai + ci;
        double bdr = br + dr;
        double bdi = bi + di;
        double er = ar - cr;
        double ei = ai - ci;
        double fr = bi - di; // -i (b - d)
        double fi = dr - br;
        int k = o + q;
        y[k] = acr + bdr;
        y[k + 1] = aci + bdi;
        k += s2;
        double tr = er + fr;
        double ti = ei + fi;
        y[k] = tr * w1r - ti * w1i;
        y[k + 1] = tr * w1i + ti * w1r;
        k += s2;
        tr = acr - bdr;
        ti = aci - bdi;
        y[k] = tr * w2r - ti * w2i;
        y[k + 1] = tr * w2i + ti * w2r;
        k += s2;
        tr = er - fr;
        ti = ei - fi;
        y[k] = tr * w3r - ti * w3i;
        y[k + 1] = tr * w3i + ti * w3r;
      }
    }
  }

  /// A pass of radix 3.
  static void radix3(double[] x, double[] y, int m, int s, double[] w) {
    int s2 = 2 * s;
    int step = s2 * m;
    for (int p = 0; p < m; p++) {
      int a = s2 * p;
      for (int q = 0; q < s2; q += 2) {
        int i = a + q;
        double ar = x[i];
        double ai = x[i + 1];
        double sr = x[i + step] + x[i + 2 * step];
        double si = x[i + step + 1] + x[i + 2 * step + 1];
        double dr = SIN3 * (x[i + step] - x[i + 2 * step]);
        double di = SIN3 * (x[i + step + 1] - x[i + 2 * step + 1]);
        double tr = ar - 0.5 * sr;
        double ti = ai - 0.5 * si;
        int o = 3 * a + q;
        y[o] = ar + sr;
        y[o + 1] = ai + si;
        put(y, o + s2, tr + di, ti - dr, w, 4 * p);
        put(y, o + 2 * s2, tr - di, ti + dr, w, 4 * p + 2);
      }
    }
  }

  /// A pass of radix 5.
  static void radix5(double[] x, double[] y, int m, int s, double[] w) {
    int s2 = 2 * s;
    int step = s2 * m;
    for (int p = 0; p < m; p++) {
      int a = s2 * p;
      for (int q = 0; q < s2; q += 2) {
        int i = a + q;
        int i1 = i + step;
        int i2 = i1 + step;
        int i3 = i2 + step;
        int i4 = i3 + step;
        double ar = x[i];
        double ai = x[i + 1];
        double b1 = x[i1] + x[i4];
        double b1i = x[i1 + 1] + x[i4 + 1];
        double b2 = x[i2] + x[i3];
        double b2i = x[i2 + 1] + x[i3 + 1];
        double d1 = x[i1] - x[i4];
        double d1i = x[i1 + 1] - x[i4 + 1];
        double d2 = x[i2] - x[i3];
        double d2i = x[i2 + 1] - x[i3 + 1];
        double c1 = ar + COS5 * b1 + COS5_2 * b2;
        double c1i = ai + COS5 * b1i + COS5_2 * b2i;
        double c2 = ar + COS5_2 * b1 + COS5 * b2;
        double c2i = ai + COS5_2 * b1i + COS5 * b2i;
        double e1 = SIN5 * d1 + SIN5_2 * d2;
        double e1i = SIN5 * d1i + SIN5_2 * d2i;
        double e2 = SIN5_2 * d1 - SIN5 * d2;
        double e2i = SIN5_2 * d1i - SIN5 * d2i;
        int o = 5 * a + q;
        y[o] = ar + b1 + b2;
        y[o + 1] = ai + b1i + b2i;
        put(y, o + s2, c1 + e1i, c1i - e1, w, 8 * p);
        put(y, o + 2 * s2, c2 + e2i, c2i - e2, w, 8 * p + 2);
        put(y, o + 3 * s2, c2 - e2i, c2i + e2, w, 8 * p + 4);
        put(y, o + 4 * s2, c1 - e1i, c1i + e1, w, 8 * p + 6);
      }
    }
  }

  /// Stores a number times a twiddle.
  private static void put(double[] y, int at, double re, double im, double[] w, int k) {
    y[at] = re * w[k] - im * w[k + 1];
    y[at + 1] = re * w[k + 1] + im * w[k];
  }

  /// A pass of any radix `r`, by its `roots` of unity.
  static void general(double[] x, double[] y, int r, int m, int s, double[] w, double[] roots) {
    int s2 = 2 * s;
    int step = s2 * m;
    for (int p = 0; p < m; p++) {
      for (int q = 0; q < s2; q += 2) {
        int i = s2 * p + q;
        int o = r * s2 * p + q;
        for (int k = 0; k < r; k++) {
          double re = 0;
          double im = 0;
          for (int j = 0; j < r; j++) {
            int root = 2 * (j * k % r);
            double xr = x[i + j * step];
            double xi = x[i + j * step + 1];
            re += xr * roots[root] - xi * roots[root + 1];
            im += xr * roots[root + 1] + xi * roots[root];
          }
          if (k == 0) {
            y[o] = re;
            y[o + 1] = im;
          } else {
            put(y, o + k * s2, re, im, w, 2 * (p * (r - 1) + k - 1));
          }
        }
      }
    }
  }
}
