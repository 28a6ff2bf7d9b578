package gradwright.core.eval;

/// Regularised incomplete gamma functions, their derivative in the parameter, and the incomplete beta function: power
/// series below, continued fractions above, as in Cephes; domains and special values as in XLA.
final class IncompleteGamma {
  private static final double EPSILON = 0x1p-53;

  private enum Mode {
    VALUE,
    DERIVATIVE,
    SAMPLE_DERIVATIVE
  }

  private IncompleteGamma() {}

  static double igamma(double a, double x) {
    if (outside(a, x)) {
      return Double.NaN;
    }
    if (x == 0) {
      return 0;
    }
    if (Double.isInfinite(x)) {
      return 1;
    }
    return x >= 1 && x > a ? 1 - fraction(a, x, Mode.VALUE) : series(a, x, Mode.VALUE);
  }

  static double igammac(double a, double x) {
    if (outside(a, x)) {
      return Double.NaN;
    }
    if (Double.isInfinite(x) || a == 0) {
      return 0;
    }
    return x < 1 || x < a ? 1 - (x == 0 ? 0 : series(a, x, Mode.VALUE)) : fraction(a, x, Mode.VALUE);
  }

  private static boolean outside(double a, double x) {
    return !(x >= 0) || !(a >= 0) || (a == 0 && x == 0);
  }

  /// The derivative of igamma in a.
  static double igammaGradA(double a, double x) {
    return derivative(a, x, Mode.DERIVATIVE);
  }

  /// The derivative of a draw x from Gamma(a, 1) in a.
  static double randomGammaGrad(double a, double x) {
    return derivative(a, x, Mode.SAMPLE_DERIVATIVE);
  }

  private static double derivative(double a, double x, Mode mode) {
    if (!(x >= 0) || !(a > 0)) {
      return Double.NaN;
    }
    if (x == 0) {
      return 0;
    }
    return x > 1 && x > a ? -fraction(a, x, mode) : series(a, x, mode);
  }

  /// x^a exp(-x) / gamma(a).
  private static double factor(double a, double x) {
    return Math.exp(a * Math.log(x) - x - GammaFunctions.lgamma(a));
  }

  private static double series(double a, double x, Mode mode) {
    double r = a;
    double c = 1;
    double sum = 1;
    double dc = 0;
    double dsum = 0;
    for (int i = 0; i < 100_000; i++) {
      r += 1;
      dc = dc * (x / r) - c * x / (r * r);
      dsum += dc;
      c *= x / r;
      sum += c;
      if (mode == Mode.VALUE ? c <= sum * EPSILON : Math.abs(dc) <= Math.abs(dsum) * EPSILON) {
        break;
      }
    }
    if (mode == Mode.VALUE) {
      return sum * factor(a, x) / a;
    }
    double dlog = Math.log(x) - GammaFunctions.digamma(a + 1);
    return mode == Mode.DERIVATIVE ? factor(a, x) * (sum * dlog + dsum) / a : -(dsum + sum * dlog) * x / a;
  }

  private static double fraction(double a, double x, Mode mode) {
    double y = 1 - a;
    double z = x + y + 1;
    double pBefore = 1;
    double qBefore = x;
    double p = x + 1;
    double q = z * x;
    double answer = p / q;
    double dpBefore = 0;
    double dqBefore = 0;
    double dp = 0;
    double dq = -x;
    double danswer = (dp - answer * dq) / q;
    for (int c = 1; c <= 2000; c++) {
      y += 1;
      z += 2;
      double yc = y * c;
      double pNext = p * z - pBefore * yc;
      double qNext = q * z - qBefore * yc;
      double dpNext = dp * z - p - dpBefore * yc + pBefore * c;
      double dqNext = dq * z - q - dqBefore * yc + qBefore * c;
      double change = 1;
      double dchange = 1;
      if (qNext != 0) {
        double r = pNext / qNext;
        change = Math.abs((answer - r) / r);
        answer = r;
        double dr = (dpNext - answer * dqNext) / qNext;
        dchange = Math.abs(dr - danswer);
        danswer = dr;
      }
      double scale = Math.abs(pNext) > 1 / EPSILON ? EPSILON : 1;
      pBefore = p * scale;
      qBefore = q * scale;
      p = pNext * scale;
      q = qNext * scale;
      dpBefore = dp * scale;
      dqBefore = dq * scale;
      dp = dpNext * scale;
      dq = dqNext * scale;
      if (mode == Mode.VALUE ? change <= EPSILON : dchange <= EPSILON) {
        break;
      }
    }
    if (mode == Mode.VALUE) {
      return answer * factor(a, x);
    }
    double dlog = Math.log(x) - GammaFunctions.digamma(a);
    return mode == Mode.DERIVATIVE ? factor(a, x) * (answer * dlog + danswer) : -(danswer + answer * dlog) * x;
  }

  /// The regularised incomplete beta integral, by Lentz's evaluation of its continued fraction (DLMF 8.17.22).
  static double betainc(double a, double b, double x) {
    boolean aZero = a == 0 || b == Double.POSITIVE_INFINITY;
    boolean bZero = b == 0 || a == Double.POSITIVE_INFINITY;
    if (!(a >= 0) || !(b >= 0) || !(x >= 0) || x > 1 || (aZero && bZero)) {
      return Double.NaN;
    }
    if (bZero || aZero) {
      return bZero ? (x == 1 ? 1 : 0) : (x == 0 ? 0 : 1);
    }
    if (x == 0 || x == 1) {
      return x;
    }
    if (x >= (a + 1) / (a + b + 2)) {
      return 1 - lower(b, a, 1 - x);
    }
    return lower(a, b, x);
  }

  private static double lower(double a, double b, double x) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 / (Math.abs(1 - (a + b) * x / (a + 1)) < tiny ? tiny : 1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m <= 1000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / guard(1 + even * d, tiny);
      c = guard(1 + even / c, tiny);
      h *= c * d;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / guard(1 + odd * d, tiny);
      c = guard(1 + odd / c, tiny);
      double delta = c * d;
      h *= delta;
      if (Math.abs(delta - 1) < EPSILON) {
        break;
      }
    }
    double logBeta = GammaFunctions.lgamma(a) + GammaFunctions.lgamma(b) - GammaFunctions.lgamma(a + b);
    return h * Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / a;
  }

  private static double guard(double v, double tiny) {
    return Math.abs(v) < tiny ? tiny : v;
  }
}
