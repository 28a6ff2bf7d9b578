package gradwright.cpu.library;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// The discrete Fourier transform of one length, on interleaved complex doubles: Stockham's passes of radix 4, 2, 3, 5
/// and small primes; lengths with larger prime factors go through Bluestein's convolution.
final class FourierPlan {
  private static final int LARGEST_RADIX = 13;

  private final int n;
  private final List<Pass> passes;
  private final Chirp chirp;

  /// One radix: its twiddles (`m` times `radix - 1` complex numbers) and, for the general radix, the roots of unity.
  private record Pass(int radix, double[] twiddles, double[] roots) {}

  /// Bluestein's: the chirp, and its transform over the length of the convolution.
  private record Chirp(FourierPlan inner, double[] chirp, double[] spectrum) {}

  private FourierPlan(int n) {
    this.n = n;
    List<Integer> radices = radices(n);
    this.passes = radices == null ? List.of() : passes(n, radices);
    this.chirp = radices == null ? chirp(n) : null;
  }

  /// Plans that were made, for further use.
  static final class Cache {
    private static final int KEPT = 64;
    private final ConcurrentHashMap<Integer, FourierPlan> plans = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, double[]> roots = new ConcurrentHashMap<>();

    /// exp(-2 pi i k / n) for k to n / 2.
    double[] roots(int n) {
      double[] w = roots.get(n);
      if (w == null) {
        if (roots.size() >= KEPT) {
          roots.clear();
        }
        w = new double[2 * (n / 2 + 1)];
        for (int k = 0; k <= n / 2; k++) {
          root(w, k, k, n);
        }
        roots.put(n, w);
      }
      return w;
    }

    /// The plan of a length.
    FourierPlan of(int n) {
      FourierPlan p = plans.get(n);
      if (p == null) {
        if (plans.size() >= KEPT) {
          plans.clear();
        }
        p = new FourierPlan(n);
        plans.put(n, p);
      }
      return p;
    }
  }

  int length() {
    return n;
  }

  /// Whether the length has small prime factors only.
  static boolean isSmooth(int n) {
    return radices(n) != null;
  }

  /// Doubles of working room that [#forward] needs besides the data.
  int room() {
    return chirp == null ? 2 * n : 4 * chirp.inner.n;
  }

  private static List<Integer> radices(int n) {
    List<Integer> r = new ArrayList<>();
    int rest = n;
    while (rest % 4 == 0) {
      r.add(4);
      rest /= 4;
    }
    for (int f = 2; f <= LARGEST_RADIX; f++) {
      while (rest % f == 0) {
        r.add(f);
        rest /= f;
      }
    }
    return rest == 1 ? r : null;
  }

  private static List<Pass> passes(int n, List<Integer> radices) {
    List<Pass> all = new ArrayList<>();
    int left = n;
    for (int r : radices) {
      int m = left / r;
      double[] w = new double[2 * m * (r - 1)];
      for (int p = 0; p < m; p++) {
        for (int k = 1; k < r; k++) {
          root(w, p * (r - 1) + k - 1, (long) p * k, left);
        }
      }
      double[] roots = new double[2 * r];
      for (int k = 0; k < r; k++) {
        root(roots, k, k, r);
      }
      all.add(new Pass(r, w, roots));
      left = m;
    }
    return all;
  }

  /// Writes exp(-2 pi i k / n), folded into an eighth of the circle for accuracy.
  static void root(double[] to, int at, long k, long n) {
    long j = k % n * 8;
    int octant = (int) (j / n);
    long within = j - octant * n;
    boolean mirrored = (octant & 1) != 0;
    double angle = Math.PI / 4 * ((double) (mirrored ? n - within : within) / n);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    int quarter = (octant + 1) / 2 & 3;
    if (mirrored) {
      s = -s;
    }
    double re =
        switch (quarter) {
          case 0 -> c;
          case 1 -> -s;
          case 2 -> -c;
          default -> s;
        };
    double im =
        switch (quarter) {
          case 0 -> s;
          case 1 -> c;
          case 2 -> -s;
          default -> -c;
        };
    to[2 * at] = re;
    to[2 * at + 1] = -im;
  }

  private static Chirp chirp(int n) {
    int m = Integer.highestOneBit(2 * n - 1) * 2;
    m = m / 2 >= 2 * n - 1 ? m / 2 : m;
    double[] chirp = new double[2 * n];
    for (int i = 0; i < n; i++) {
      root(chirp, i, (long) i * i % (2L * n), 2L * n);
    }
    FourierPlan inner = new FourierPlan(m);
    double[] filter = new double[2 * m];
    for (int i = 0; i < n; i++) {
      filter[2 * i] = chirp[2 * i];
      filter[2 * i + 1] = -chirp[2 * i + 1];
      if (i > 0) {
        filter[2 * (m - i)] = chirp[2 * i];
        filter[2 * (m - i) + 1] = -chirp[2 * i + 1];
      }
    }
    double[] room = new double[inner.room()];
    return new Chirp(inner, chirp, inner.forward(filter, room).clone());
  }

  /// Transforms the first `2 n` doubles of `x`. Returns the array that holds the result: `x`, or `room` (of [#room()]
  /// doubles), which is overwritten either way.
  double[] forward(double[] x, double[] room) {
    return chirp == null ? stockham(x, room) : bluestein(x, room);
  }

  private double[] bluestein(double[] x, double[] room) {
    int m = chirp.inner.n;
    double[] c = chirp.chirp;
    double[] a = new double[2 * m];
    for (int i = 0; i < n; i++) {
      double re = x[2 * i];
      double im = x[2 * i + 1];
      a[2 * i] = re * c[2 * i] - im * c[2 * i + 1];
      a[2 * i + 1] = re * c[2 * i + 1] + im * c[2 * i];
    }
    double[] b = chirp.inner.forward(a, room);
    double[] s = chirp.spectrum;
    for (int i = 0; i < m; i++) {
      double re = b[2 * i] * s[2 * i] - b[2 * i + 1] * s[2 * i + 1];
      double im = b[2 * i] * s[2 * i + 1] + b[2 * i + 1] * s[2 * i];
      b[2 * i] = re;
      b[2 * i + 1] = -im; // the inverse transform by conjugating before and after
    }
    double[] r = chirp.inner.forward(b, b == a ? room : a);
    for (int i = 0; i < n; i++) {
      double re = r[2 * i] / m;
      double im = -r[2 * i + 1] / m;
      x[2 * i] = re * c[2 * i] - im * c[2 * i + 1];
      x[2 * i + 1] = re * c[2 * i + 1] + im * c[2 * i];
    }
    return x;
  }

  private double[] stockham(double[] x, double[] room) {
    double[] from = x;
    double[] to = room;
    int s = 1;
    int left = n;
    for (Pass p : passes) {
      int m = left / p.radix;
      switch (p.radix) {
        case 2 -> radix2(from, to, m, s, p.twiddles);
        case 3 -> radix3(from, to, m, s, p.twiddles);
        case 4 -> radix4(from, to, m, s, p.twiddles);
        case 5 -> radix5(from, to, m, s, p.twiddles);
        default -> general(from, to, p.radix, m, s, p.twiddles, p.roots);
      }
      s *= p.radix;
      left = m;
      double[] kept = from;
      from = to;
      to = kept;
    }
    return from;
  }

  private static void radix2(double[] x, double[] y, int m, int s, double[] w) {
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

  private static void radix4(double[] x, double[] y, int m, int s, double[] w) {
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

  private static final double SIN3 = Math.sqrt(3) / 2;

  private static void radix3(double[] x, double[] y, int m, int s, double[] w) {
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

  private static final double COS5 = Math.cos(2 * Math.PI / 5);
  private static final double COS5_2 = Math.cos(4 * Math.PI / 5);
  private static final double SIN5 = Math.sin(2 * Math.PI / 5);
  private static final double SIN5_2 = Math.sin(4 * Math.PI / 5);

  private static void radix5(double[] x, double[] y, int m, int s, double[] w) {
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

  private static void put(double[] y, int at, double re, double im, double[] w, int k) {
    y[at] = re * w[k] - im * w[k + 1];
    y[at + 1] = re * w[k + 1] + im * w[k];
  }

  private static void general(double[] x, double[] y, int r, int m, int s, double[] w, double[] roots) {
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
