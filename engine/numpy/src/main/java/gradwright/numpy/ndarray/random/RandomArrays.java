package gradwright.numpy.ndarray.random;

import gradwright.core.errors.JaxError;
import gradwright.numpy.ndarray.Creation;
import gradwright.numpy.ndarray.ElementType;
import gradwright.numpy.ndarray.NdArray;

/// Arrays filled from a stream, one number after another.
public final class RandomArrays {
  private final BitSource s;
  private final boolean old;
  private final Draws d;
  private final Counts c;

  /// @param old whether numbers are drawn as by NumPy's old interface
  public RandomArrays(BitSource s, boolean old) {
    this.s = s;
    this.old = old;
    this.d = new Draws(s, old);
    this.c = new Counts(d);
  }

  /// Numbers of a distribution; each parameter holds one value for all or one for each.
  public NdArray fill(String name, int n, double[]... p) {
    double[] a = p.length > 0 ? p[0] : new double[1];
    double[] b = p.length > 1 ? p[1] : new double[1];
    double[] e = p.length > 2 ? p[2] : new double[1];
    double[] out = new double[n];
    boolean counts = true;
    for (int i = 0; i < n; i++) {
      double x = a[a.length == 1 ? 0 : i];
      double y = b[b.length == 1 ? 0 : i];
      double z = e[e.length == 1 ? 0 : i];
      switch (name) {
        case "poisson" -> out[i] = c.poisson(x);
        case "binomial" -> out[i] = c.binomial((long) x, y);
        case "geometric" -> out[i] = c.geometric(x);
        case "negative_binomial" -> out[i] = c.negativeBinomial(x, y);
        case "zipf" -> out[i] = c.zipf(x);
        case "logseries" -> out[i] = c.logSeries(x);
        default -> {
          out[i] = number(name, x, y, z);
          counts = false;
        }
      }
    }
    return Creation.of(out, counts && n > 0 ? ElementType.INT64 : ElementType.FLOAT64, n);
  }

  private double number(String name, double x, double y, double z) {
    return switch (name) {
      case "random" -> d.uniform();
      case "uniform" -> x + (y - x) * d.uniform();
      case "standard_normal" -> d.normal();
      case "normal" -> x + y * d.normal();
      case "lognormal" -> Math.exp(x + y * d.normal());
      case "standard_exponential" -> d.exponential();
      case "exponential" -> x * d.exponential();
      case "standard_gamma" -> d.gamma(x);
      case "gamma" -> y * d.gamma(x);
      case "beta" -> d.beta(x, y);
      case "chisquare" -> d.chiSquare(x);
      case "f" -> d.f(x, y);
      case "standard_t" -> d.student(x);
      case "standard_cauchy" -> d.cauchy();
      case "laplace" -> d.laplace(x, y);
      case "gumbel" -> d.gumbel(x, y);
      case "logistic" -> d.logistic(x, y);
      case "rayleigh" -> d.rayleigh(x);
      case "weibull" -> d.weibull(x);
      case "pareto" -> d.pareto(x);
      case "power" -> d.power(x);
      case "triangular" -> d.triangular(x, y, z);
      case "wald" -> d.wald(x, y);
      case "vonmises" -> d.vonMises(x, y);
      default -> throw JaxError.notImplemented("numpy.random." + name + " is not implemented");
    };
  }

  /// Single-precision numbers: `random`, `standard_normal` or `standard_exponential`.
  public NdArray fillFloats(String name, int n) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] =
          switch (name) {
            case "random" -> s.nextFloat();
            case "standard_normal" -> Ziggurat.normalFloat(s);
            case "standard_exponential" -> Ziggurat.exponentialFloat(s);
            default -> throw JaxError.type("Unsupported dtype dtype('float32') for " + name);
          };
    }
    return Creation.of(out, ElementType.FLOAT32, n);
  }

  /// Whole numbers from `low` to `low + range`, which is included; the type tells how they are drawn.
  public NdArray integers(ElementType type, long[] low, long[] range, int n) {
    Bounded b = new Bounded(s, old);
    int bits = type == ElementType.BOOL ? 1 : type.size() * 8;
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      long r = range[range.length == 1 ? 0 : i];
      out[i] = low[low.length == 1 ? 0 : i] + (bits < 32 ? b.nextNarrow(r, bits) : b.next(r));
    }
    return Creation.of(out, type, n);
  }

  /// The swaps of a shuffle: position `i` changes places with element `i`, from the last down to `first`.
  private long[] swaps(int n, int first, boolean masked) {
    Bounded b = new Bounded(s, masked);
    long[] out = new long[n];
    for (int i = n - 1; i >= first; i--) {
      out[i] = b.next(i);
    }
    return out;
  }

  /// The swaps that mix a sequence.
  public long[] swaps(int n) {
    return swaps(n, 1, true);
  }

  /// A permutation of 0..n-1.
  public NdArray permutation(int n) {
    return shuffled(n, 1, true);
  }

  /// The numbers 0..n-1, those from `first` on in random places.
  public NdArray mixedEnd(int n, int first) {
    return shuffled(n, first, false);
  }

  private NdArray shuffled(int n, int first, boolean masked) {
    long[] swaps = swaps(n, first, masked);
    long[] p = new long[n];
    for (int i = 0; i < n; i++) {
      p[i] = i;
    }
    for (int i = n - 1; i >= first; i--) {
      long t = p[(int) swaps[i]];
      p[(int) swaps[i]] = p[i];
      p[i] = t;
    }
    return Creation.of(p, ElementType.INT64, n);
  }

  /// `size` different numbers below `population`, by Floyd's algorithm.
  public NdArray sample(long population, int size, boolean shuffle) {
    Bounded b = new Bounded(s, false);
    java.util.Set<Long> seen = new java.util.HashSet<>();
    long[] out = new long[size];
    for (long j = population - size; j < population; j++) {
      long v = b.next(j);
      long chosen = seen.add(v) ? v : j;
      seen.add(chosen);
      out[(int) (j - population + size)] = chosen;
    }
    if (shuffle) {
      for (int i = size - 1; i >= 1; i--) {
        int j = (int) b.next(i);
        long t = out[j];
        out[j] = out[i];
        out[i] = t;
      }
    }
    return Creation.of(out, ElementType.INT64, size);
  }

  /// Raw 64-bit words.
  public NdArray raw(int n) {
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = s instanceof MersenneTwister ? s.next32() & 0xffffffffL : s.next64();
    }
    return Creation.of(out, ElementType.UINT64, n);
  }

  /// Random bytes.
  public byte[] bytes(int n) {
    byte[] out = new byte[n];
    for (int i = 0; i < n; i += 4) {
      int w = s.next32();
      for (int k = 0; k < 4 && i + k < n; k++) {
        out[i + k] = (byte) (w >>> 8 * k);
      }
    }
    return out;
  }

  /// Draws of how often each of several outcomes occurs in `trials`.
  public NdArray multinomial(long trials, double[] p, int n) {
    int k = p.length;
    long[] out = new long[n * k];
    for (int i = 0; i < n; i++) {
      long left = trials;
      double sum = 1.0;
      for (int j = 0; j < k - 1; j++) {
        out[i * k + j] = c.binomial(left, p[j] / sum);
        left -= out[i * k + j];
        if (left <= 0) {
          break;
        }
        sum -= p[j];
      }
      if (left > 0) {
        out[i * k + k - 1] = left;
      }
    }
    return Creation.of(out, ElementType.INT64, n, k);
  }

  /// Draws from a Dirichlet distribution: gammas over their sum.
  public NdArray dirichlet(double[] alpha, int n) {
    int k = alpha.length;
    double[] out = new double[n * k];
    double most = 0;
    for (double a : alpha) {
      most = Math.max(most, a);
    }
    for (int i = 0; i < n; i++) {
      if (!old && most < 0.1) {
        sticks(alpha, out, i * k);
        continue;
      }
      double sum = 0;
      for (int j = 0; j < k; j++) {
        out[i * k + j] = d.gamma(alpha[j]);
        sum += out[i * k + j];
      }
      double inverse = 1 / sum;
      for (int j = 0; j < k; j++) {
        out[i * k + j] *= inverse;
      }
    }
    return Creation.of(out, ElementType.FLOAT64, n, k);
  }

  /// Breaks sticks by beta numbers, for small parameters.
  private void sticks(double[] alpha, double[] out, int at) {
    int k = alpha.length;
    double left = 1.0;
    double[] rest = new double[k];
    for (int j = k - 2; j >= 0; j--) {
      rest[j] = rest[j + 1] + alpha[j + 1];
    }
    for (int j = 0; j < k - 1; j++) {
      double v = d.beta(alpha[j], rest[j]);
      out[at + j] = left * v;
      left *= 1 - v;
    }
    out[at + k - 1] = left;
  }
}
