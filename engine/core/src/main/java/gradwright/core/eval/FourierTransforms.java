package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;

/// Discrete Fourier transforms over the last axes, in double precision: mixed radices for lengths with small prime
/// factors, Bluestein's convolution otherwise.
final class FourierTransforms {
  private FourierTransforms() {}

  static Array evaluate(Contraction.Fft p, Array x, Aval out, Device device) {
    int k = p.lengths().size();
    int rank = x.rank();
    if (out.shape().elements() == 0) {
      return Array.allocate(out, device);
    }
    return switch (p.type()) {
      case FFT, IFFT -> {
        double[] v = Blocks.doubles(x);
        boolean inverse = p.type() == Contraction.FftType.IFFT;
        for (int axis = rank - k; axis < rank; axis++) {
          transform(v, x.shape(), axis, inverse);
        }
        yield Blocks.store(out, device, v);
      }
      case RFFT -> {
        double[] real = Blocks.doubles(x);
        int n = x.shape().size(rank - 1);
        int half = n / 2 + 1;
        int rows = real.length / n;
        double[] v = new double[2 * rows * half];
        double[] line = new double[2 * n];
        Plan plan = new Plan(n, false);
        for (int r = 0; r < rows; r++) {
          for (int i = 0; i < n; i++) {
            line[2 * i] = real[r * n + i];
            line[2 * i + 1] = 0;
          }
          plan.apply(line);
          System.arraycopy(line, 0, v, 2 * r * half, 2 * half);
        }
        for (int axis = rank - k; axis < rank - 1; axis++) {
          transform(v, out.shape(), axis, false);
        }
        yield Blocks.store(out, device, v);
      }
      case IRFFT -> {
        double[] v = Blocks.doubles(x);
        for (int axis = rank - k; axis < rank - 1; axis++) {
          transform(v, x.shape(), axis, true);
        }
        int n = out.shape().size(rank - 1);
        int given = x.shape().size(rank - 1);
        int rows = Math.toIntExact(out.shape().elements() / n);
        double[] real = new double[rows * n];
        double[] line = new double[2 * n];
        Plan plan = new Plan(n, true);
        for (int r = 0; r < rows; r++) {
          for (int i = 0; i < n; i++) {
            int mirrored = i <= n / 2 ? i : n - i;
            boolean there = mirrored < given;
            int at = 2 * (r * given + mirrored);
            line[2 * i] = there ? v[at] : 0;
            line[2 * i + 1] = there ? (i <= n / 2 ? v[at + 1] : -v[at + 1]) : 0;
          }
          // A real signal's first and middle frequencies are real.
          line[1] = 0;
          if (n % 2 == 0) {
            line[n + 1] = 0;
          }
          plan.apply(line);
          for (int i = 0; i < n; i++) {
            real[r * n + i] = line[2 * i];
          }
        }
        yield Blocks.ofDoubles(out, device, real);
      }
    };
  }

  /// Transforms complex pairs along one axis, in place.
  private static void transform(double[] v, Shape shape, int axis, boolean inverse) {
    int n = shape.size(axis);
    int inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= shape.size(i);
    }
    int outer = v.length / 2 / n / inner;
    Plan plan = new Plan(n, inverse);
    double[] line = new double[2 * n];
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < inner; j++) {
        int at = 2 * (o * n * inner + j);
        for (int i = 0; i < n; i++) {
          line[2 * i] = v[at + 2 * i * inner];
          line[2 * i + 1] = v[at + 2 * i * inner + 1];
        }
        plan.apply(line);
        for (int i = 0; i < n; i++) {
          v[at + 2 * i * inner] = line[2 * i];
          v[at + 2 * i * inner + 1] = line[2 * i + 1];
        }
      }
    }
  }

  /// A transform of one length; the inverse divides by it.
  private static final class Plan {
    private final int n;
    private final boolean inverse;
    private final double[] roots;
    private final Ints factors;
    private final double[] spare;
    private final double[] chirp;
    private final double[] chirpTransform;
    private final Plan padded;
    private final Plan paddedBack;

    Plan(int n, boolean inverse) {
      this.n = n;
      this.inverse = inverse;
      factors = factors(n);
      double sign = inverse ? 1 : -1;
      if (factors != null) {
        roots = new double[2 * n];
        for (int i = 0; i < n; i++) {
          // Angles of the first octant keep the roots exact to the last bit or two.
          roots[2 * i] = cos(i, n);
          roots[2 * i + 1] = sign * sin(i, n);
        }
        spare = new double[2 * n];
        chirp = null;
        chirpTransform = null;
        padded = null;
        paddedBack = null;
        return;
      }
      roots = null;
      int m = Integer.highestOneBit(2 * n - 1) * 2;
      padded = new Plan(m, false);
      paddedBack = new Plan(m, true);
      spare = new double[2 * m];
      chirp = new double[2 * n];
      chirpTransform = new double[2 * m];
      for (int i = 0; i < n; i++) {
        long square = (long) i * i % (2L * n);
        chirp[2 * i] = Math.cos(Math.PI * square / n);
        chirp[2 * i + 1] = sign * Math.sin(Math.PI * square / n);
      }
      for (int i = 0; i < n; i++) {
        int j = i == 0 ? 0 : m - i;
        chirpTransform[2 * i] = chirpTransform[2 * j] = chirp[2 * i];
        chirpTransform[2 * i + 1] = chirpTransform[2 * j + 1] = -chirp[2 * i + 1];
      }
      padded.apply(chirpTransform);
    }

    private static double cos(int i, int n) {
      return 8L * i <= n || 8L * i >= 7L * n
          ? Math.cos(2 * Math.PI * i / n)
          : Math.sin(Math.PI / 2 * (1 - 4.0 * i / n));
    }

    private static double sin(int i, int n) {
      return 2L * i > n
          ? -sin(n - i, n)
          : 8L * i > n && 8L * i < 3L * n
              ? Math.cos(Math.PI / 2 * (1 - 4.0 * i / n))
              : 4L * i > n ? Math.sin(Math.PI * (1 - 2.0 * i / n)) : Math.sin(2 * Math.PI * i / n);
    }

    /// Prime factors; null when one is too large for direct sums.
    private static Ints factors(int n) {
      Ints r = Ints.EMPTY;
      int left = n;
      while (left % 4 == 0) {
        r = r.plus(4);
        left /= 4;
      }
      for (int p = 2; p * p <= left; p++) {
        while (left % p == 0) {
          r = r.plus(p);
          left /= p;
        }
      }
      r = left > 1 ? r.plus(left) : r;
      for (int p : r.toArray()) {
        if (p > 50) {
          return null;
        }
      }
      return r;
    }

    void apply(double[] x) {
      if (factors == null) {
        bluestein(x);
      } else {
        System.arraycopy(x, 0, spare, 0, 2 * n);
        recurse(spare, 0, 1, x, 0, n, 0);
      }
      if (inverse) {
        for (int i = 0; i < 2 * n; i++) {
          x[i] /= n;
        }
      }
    }

    /// Decimation in time: `size` elements of `in` from `at`, `stride` apart, into `out` from `to`.
    private void recurse(double[] in, int at, int stride, double[] out, int to, int size, int level) {
      if (size == 1) {
        out[2 * to] = in[2 * at];
        out[2 * to + 1] = in[2 * at + 1];
        return;
      }
      int p = factors.get(level);
      int m = size / p;
      for (int q = 0; q < p; q++) {
        recurse(in, at + q * stride, stride * p, out, to + q * m, m, level + 1);
      }
      double[] t = new double[2 * p];
      int step = n / size;
      for (int i = 0; i < m; i++) {
        for (int q = 0; q < p; q++) {
          int w = 2 * (q * i * step);
          int s = 2 * (to + q * m + i);
          t[2 * q] = out[s] * roots[w] - out[s + 1] * roots[w + 1];
          t[2 * q + 1] = out[s] * roots[w + 1] + out[s + 1] * roots[w];
        }
        butterfly(t, p, out, to + i, m);
      }
    }

    private void butterfly(double[] t, int p, double[] out, int at, int m) {
      switch (p) {
        case 2 -> {
          put(out, at, t[0] + t[2], t[1] + t[3]);
          put(out, at + m, t[0] - t[2], t[1] - t[3]);
        }
        case 4 -> {
          double s = inverse ? -1 : 1;
          double ar = t[0] + t[4];
          double ai = t[1] + t[5];
          double br = t[0] - t[4];
          double bi = t[1] - t[5];
          double cr = t[2] + t[6];
          double ci = t[3] + t[7];
          double dr = s * (t[3] - t[7]);
          double di = -s * (t[2] - t[6]);
          put(out, at, ar + cr, ai + ci);
          put(out, at + m, br + dr, bi + di);
          put(out, at + 2 * m, ar - cr, ai - ci);
          put(out, at + 3 * m, br - dr, bi - di);
        }
        default -> {
          int step = n / p;
          for (int k = 0; k < p; k++) {
            double re = t[0];
            double im = t[1];
            for (int q = 1; q < p; q++) {
              int w = 2 * (q * k % p * step);
              re += t[2 * q] * roots[w] - t[2 * q + 1] * roots[w + 1];
              im += t[2 * q] * roots[w + 1] + t[2 * q + 1] * roots[w];
            }
            put(out, at + k * m, re, im);
          }
        }
      }
    }

    private static void put(double[] out, int at, double re, double im) {
      out[2 * at] = re;
      out[2 * at + 1] = im;
    }

    private void bluestein(double[] x) {
      int m = spare.length / 2;
      java.util.Arrays.fill(spare, 0);
      for (int i = 0; i < n; i++) {
        put(
            spare,
            i,
            x[2 * i] * chirp[2 * i] - x[2 * i + 1] * chirp[2 * i + 1],
            x[2 * i] * chirp[2 * i + 1] + x[2 * i + 1] * chirp[2 * i]);
      }
      padded.apply(spare);
      for (int i = 0; i < m; i++) {
        double re = spare[2 * i];
        double im = spare[2 * i + 1];
        put(
            spare,
            i,
            re * chirpTransform[2 * i] - im * chirpTransform[2 * i + 1],
            re * chirpTransform[2 * i + 1] + im * chirpTransform[2 * i]);
      }
      paddedBack.apply(spare);
      for (int i = 0; i < n; i++) {
        put(
            x,
            i,
            spare[2 * i] * chirp[2 * i] - spare[2 * i + 1] * chirp[2 * i + 1],
            spare[2 * i] * chirp[2 * i + 1] + spare[2 * i + 1] * chirp[2 * i]);
      }
    }
  }
}
