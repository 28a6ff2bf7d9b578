package gradwright.core.eval;

import gradwright.core.types.DType;
import gradwright.core.value.Bits;

/// Draws from gamma distributions with the method of G. Marsaglia and W. Tsang, in the order in which JAX consumes
/// random bits, so that the same key gives the same number. Each operation is rounded to the dtype.
final class GammaDraw {
  private static final int KEY = 0;
  private static final int BOOST = 1;
  private static final int NORMAL = 2;
  private static final int UNIFORM = 3;
  private static final int SUB = 4;
  static final int REGISTERS = 5;

  private final DType type;
  private final KeyRegisters keys;

  GammaDraw(DType type, KeyRegisters keys) {
    this.type = type;
    this.keys = keys;
  }

  private double round(double v) {
    return Bits.round(type, v);
  }

  /// Rounded once in the types that compiled code contracts.
  private double multiplyAdd(double a, double b, double c) {
    return switch (type.code()) {
      case FLOAT64 -> Math.fma(a, b, c);
      case FLOAT32 -> Math.fma((float) a, (float) b, (float) c);
      default -> round(round(a * b) + c);
    };
  }

  private double log(double v) {
    return type == DType.FLOAT64 ? Math.log(v) : round(SingleFunctions.log((float) v));
  }

  private double log1p(double v) {
    return type == DType.FLOAT64 ? Math.log1p(v) : round(SingleFunctions.log1p((float) v));
  }

  /// Uniform in [0, 1).
  private double uniform(int key) {
    return switch (type.code()) {
      case FLOAT64 -> Double.longBitsToDouble(bits(key, 64) >>> 12 | 0x3ff0000000000000L) - 1;
      case FLOAT16 -> Float.float16ToFloat((short) ((bits(key, 16) & 0xffff) >>> 6 | 0x3c00)) - 1;
      case BFLOAT16 -> Float.intBitsToFloat((int) ((bits(key, 8) & 0xff) >>> 1 | 0x3f80) << 16) - 1;
      default -> Float.intBitsToFloat((int) bits(key, 32) >>> 9 | 0x3f800000) - 1;
    };
  }

  private long bits(int key, int width) {
    return keys.bits(key, width);
  }

  private double normal(int key) {
    double low =
        switch (type.code()) {
          case FLOAT64 -> Math.nextUp(-1.0);
          case FLOAT16 -> -1 + 0x1p-11;
          case BFLOAT16 -> -1 + 0x1p-8;
          default -> Math.nextUp(-1f);
        };
    double u = Math.max(low, round(round(uniform(key) * round(1 - low)) + low));
    return type == DType.FLOAT64
        ? Math.sqrt(2) * ErrorFunctions.erfInv(u)
        : round(round(Math.sqrt(2)) * round(SingleFunctions.erfInv((float) u)));
  }

  /// One draw from Gamma(alpha, 1), or its logarithm, with the i-th of n keys split from the k-th.
  double next(int k, int i, int n, double alpha, boolean logSpace) {
    keys.load(k, i, n, KEY);
    double third = round(1.0 / 3);
    boolean large = alpha >= 1;
    double boosted = large ? alpha : round(alpha + 1);
    double d = round(boosted - third);
    double c = round(third / round(Math.sqrt(d)));
    keys.split(KEY, 1, 2, BOOST);
    keys.split(KEY, 0, 2, KEY);
    double squeeze = round(0.0331);
    double x2 = 0;
    double v = 1;
    double u = 2;
    while (u >= multiplyAdd(-squeeze, round(x2 * x2), 1)
        && log(u) >= multiplyAdd(x2, 0.5, round(d * round(round(1 - v) + log(v))))) {
      keys.split(KEY, 1, 3, NORMAL);
      keys.split(KEY, 2, 3, UNIFORM);
      keys.split(KEY, 0, 3, KEY);
      double x = 0;
      double w = -1;
      while (w <= 0) {
        keys.split(NORMAL, 1, 2, SUB);
        keys.split(NORMAL, 0, 2, NORMAL);
        x = normal(SUB);
        w = multiplyAdd(x, c, 1);
      }
      x2 = round(x * x);
      v = round(round(w * w) * w);
      u = uniform(UNIFORM);
    }
    if (logSpace) {
      double logSample = log1p(-uniform(BOOST));
      double boost = large || logSample == 0 ? 0 : round(logSample * round(1 / alpha));
      return round(round(log(d) + log(v)) + boost);
    }
    double sample = round(1 - uniform(BOOST));
    double boost = large ? 1 : round(RealFunctions.pow(sample, round(1 / alpha)));
    return round(round(d * v) * boost);
  }
}
