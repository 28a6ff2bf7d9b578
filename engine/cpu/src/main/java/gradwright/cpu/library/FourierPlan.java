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
        case 2 -> StockhamPasses.radix2(from, to, m, s, p.twiddles);
        case 3 -> StockhamPasses.radix3(from, to, m, s, p.twiddles);
        case 4 -> StockhamPasses.radix4(from, to, m, s, p.twiddles);
        case 5 -> StockhamPasses.radix5(from, to, m, s, p.twiddles);
        default -> StockhamPasses.general(from, to, p.radix, m, s, p.twiddles, p.roots);
      }
      s *= p.radix;
      left = m;
      double[] kept = from;
      from = to;
      to = kept;
    }
    return from;
  }
}
