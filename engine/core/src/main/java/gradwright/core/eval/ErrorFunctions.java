package gradwright.core.eval;

/// The error function, its complement and its inverse in double precision.
///
/// Near zero erf is its Taylor series. Elsewhere erfc(x) = exp(-x^2) g(t) / (1 + 2x), where g is a Chebyshev series in
/// t = (x - c) / (x + c) (M. Shepherd and J. Laframboise, "Chebyshev Approximation of (1+2x)exp(x^2)erfc x"); its
/// coefficients are computed when the class is loaded.
final class ErrorFunctions {
  private static final double CENTRE = 3.75;
  private static final int TERMS = 36;
  private static final double[] CHEBYSHEV = chebyshev();
  private static final double[] TAYLOR = taylor();
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private ErrorFunctions() {}

  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      double x2 = x * x;
      double s = TAYLOR[TAYLOR.length - 1];
      for (int i = TAYLOR.length - 2; i >= 0; i--) {
        s = s * x2 + TAYLOR[i];
      }
      return s * x;
    }
    if (a > 6) {
      return Math.signum(x);
    }
    return Math.copySign(1 - upper(a), x);
  }

  static double erfc(double x) {
    if (x < 0) {
      return x > -1 ? 1 - erf(x) : 2 - erfc(-x);
    }
    if (x < 0.5) {
      return 1 - erf(x);
    }
    return x > 28 ? 0 : upper(x);
  }

  /// erfc for x at least 0.5.
  private static double upper(double x) {
    return expMinusSquare(x) * scaled(x);
  }

  /// exp(-x^2) without the error of rounding x^2.
  private static double expMinusSquare(double x) {
    double high = Math.rint(x * 1024) / 1024;
    return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
  }

  /// exp(x^2) erfc(x) for x >= 0, from the Chebyshev series.
  private static double scaled(double x) {
    double t = (x - CENTRE) / (x + CENTRE);
    double b1 = 0;
    double b2 = 0;
    for (int i = CHEBYSHEV.length - 1; i > 0; i--) {
      double b = 2 * t * b1 - b2 + CHEBYSHEV[i];
      b2 = b1;
      b1 = b;
    }
    return (t * b1 - b2 + CHEBYSHEV[0]) / (1 + 2 * x);
  }

  private static double[] chebyshev() {
    double[] g = new double[TERMS];
    for (int k = 0; k < TERMS; k++) {
      double t = Math.cos(Math.PI * (k + 0.5) / TERMS);
      double x = CENTRE * (1 + t) / (1 - t);
      g[k] = (1 + 2 * x) * scaledBySeries(x);
    }
    double[] c = new double[TERMS];
    for (int j = 0; j < TERMS; j++) {
      double s = 0;
      for (int k = 0; k < TERMS; k++) {
        s += g[k] * Math.cos(Math.PI * j * (k + 0.5) / TERMS);
      }
      c[j] = (j == 0 ? 1.0 : 2.0) * s / TERMS;
    }
    return c;
  }

  /// exp(x^2) erfc(x) by the series of exp(x^2) erf(x) for small x and a continued fraction for large.
  private static double scaledBySeries(double x) {
    if (x < 1.5) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 100 && term > sum * 1e-18; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return Math.exp(x * x) - 2 / Math.sqrt(Math.PI) * sum;
    }
    double f = x;
    for (int n = 400; n > 0; n--) {
      f = x + n / 2.0 / f;
    }
    return 1 / (Math.sqrt(Math.PI) * f);
  }

  private static double[] taylor() {
    double[] c = new double[24];
    double factorial = 1;
    for (int n = 0; n < c.length; n++) {
      factorial *= n == 0 ? 1 : -n;
      c[n] = 2 / Math.sqrt(Math.PI) / (factorial * (2 * n + 1));
    }
    return c;
  }

  /// Newton's method with Halley's correction from the single-precision value.
  static double erfInv(double x) {
    if (Math.abs(x) >= 1 || x != x) {
      return Math.abs(x) == 1 ? x * Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (x == 0) {
      return x;
    }
    double a = Math.abs(x);
    double y;
    if (a < 0.999999) {
      y = ErfInv.of((float) a);
    } else {
      double w = -Math.log1p(-a) - Math.log(Math.sqrt(Math.PI));
      y = Math.sqrt(w - 0.5 * Math.log(w));
    }
    for (int i = 0; i < 4; i++) {
      double error = a > 0.5 ? (1 - a) - erfc(y) : erf(y) - a;
      double u = error / (TWO_OVER_SQRT_PI * expMinusSquare(y));
      double step = u / (1 + y * u);
      y -= step;
      if (Math.abs(step) <= 1e-17 * y) {
        break;
      }
    }
    return Math.copySign(y, x);
  }
}
