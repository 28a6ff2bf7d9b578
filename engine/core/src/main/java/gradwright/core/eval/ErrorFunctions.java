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

  // M. Giles, "Approximating the erfinv function", double precision: centre, middle and tail.
  private static final double[] ERF_INV_CENTRE = {
    -3.6444120640178196996e-21, -1.685059138182016589e-19, 1.2858480715256400167e-18, 1.115787767802518096e-17,
    -1.333171662854620906e-16, 2.0972767875968561637e-17, 6.6376381343583238325e-15, -4.0545662729752068639e-14,
    -8.1519341976054721522e-14, 2.6335093153082322977e-12, -1.2975133253453532498e-11, -5.4154120542946279317e-11,
    1.051212273321532285e-09, -4.1126339803469836976e-09, -2.9070369957882005086e-08, 4.2347877827932403518e-07,
    -1.3654692000834678645e-06, -1.3882523362786468719e-05, 0.0001867342080340571352, -0.00074070253416626697512,
    -0.0060336708714301490533, 0.24015818242558961693, 1.6536545626831027356
  };
  private static final double[] ERF_INV_MIDDLE = {
    2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07, 1.8239629214389227755e-08,
    1.5027403968909827627e-06, -4.013867526981545969e-06, 2.9234449089955446044e-06, 1.2475304481671778723e-05,
    -4.7318229009055733981e-05, 6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
    0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066, -0.0037512085075692412107,
    0.005370914553590063617, 1.0052589676941592334, 3.0838856104922207635
  };
  private static final double[] ERF_INV_TAIL = {
    -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09, -3.7894654401267369937e-09,
    7.6157012080783393804e-09, -1.4960026627149240478e-08, 2.9147953450901080826e-08, -6.7711997758452339498e-08,
    2.2900482228026654717e-07, -9.9298272942317002539e-07, 4.5260625972231537039e-06, -1.9681778105531670567e-05,
    7.5995277030017761139e-05, -0.00021503011930044477347, -0.00013871931833623122026, 1.0103004648645343977,
    4.8499064014085844221
  };

  /// The inverse of the error function by Giles' polynomials, which XLA uses too: within about 20 units of the last place.
  static double erfInv(double x) {
    if (Math.abs(x) >= 1 || x != x) {
      return Math.abs(x) == 1 ? x * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double w = -Math.log1p(-x * x);
    if (w < 6.25) {
      return horner(w - 3.125, ERF_INV_CENTRE) * x;
    }
    double root = Math.sqrt(w);
    return (w < 16 ? horner(root - 3.25, ERF_INV_MIDDLE) : horner(root - 5, ERF_INV_TAIL)) * x;
  }

  private static double horner(double x, double[] c) {
    double p = c[0];
    for (int i = 1; i < c.length; i++) {
      p = Math.fma(p, x, c[i]);
    }
    return p;
  }
}
