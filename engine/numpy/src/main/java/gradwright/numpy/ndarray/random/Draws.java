package gradwright.numpy.ndarray.random;

/// Numbers of continuous distributions, drawn as NumPy draws them: the old interface by its polar normals and inverted
/// exponentials, the new one by ziggurats.
final class Draws {
  final BitSource s;
  final boolean old;

  Draws(BitSource s, boolean old) {
    this.s = s;
    this.old = old;
  }

  double uniform() {
    return s.nextDouble();
  }

  double normal() {
    return old ? polar() : Ziggurat.normal(s);
  }

  /// Marsaglia's polar method; the second number of each pair is kept.
  private double polar() {
    if (!Double.isNaN(s.spare)) {
      double v = s.spare;
      s.spare = Double.NaN;
      return v;
    }
    double x;
    double y;
    double r;
    do {
      x = 2.0 * s.nextDouble() - 1.0;
      y = 2.0 * s.nextDouble() - 1.0;
      r = x * x + y * y;
    } while (r >= 1.0 || r == 0.0);
    double f = Math.sqrt(-2.0 * Math.log(r) / r);
    s.spare = f * x;
    return f * y;
  }

  double exponential() {
    return old ? -Math.log(1.0 - s.nextDouble()) : Ziggurat.exponential(s);
  }

  /// Marsaglia and Tsang (2000); below one Ahrens and Dieter (1974).
  double gamma(double shape) {
    if (shape == 1.0) {
      return exponential();
    }
    if (shape == 0.0) {
      return 0;
    }
    if (shape < 1.0) {
      while (true) {
        double u = s.nextDouble();
        double v = exponential();
        if (u <= 1.0 - shape) {
          double x = Math.pow(u, 1. / shape);
          if (x <= v) {
            return x;
          }
        } else {
          double y = -Math.log((1 - u) / shape);
          double x = Math.pow(1.0 - shape + shape * y, 1. / shape);
          if (x <= v + y) {
            return x;
          }
        }
      }
    }
    double b = shape - 1. / 3.;
    double c = 1. / Math.sqrt(9 * b);
    while (true) {
      double x;
      double v;
      do {
        x = normal();
        v = 1.0 + c * x;
      } while (v <= 0.0);
      v = v * v * v;
      double u = s.nextDouble();
      if (u < 1.0 - 0.0331 * (x * x) * (x * x)) {
        return b * v;
      }
      if (Math.log(u) < 0.5 * x * x + b * (1. - v + Math.log(v))) {
        return b * v;
      }
    }
  }

  /// Jöhnk (1964) where both are at most one, else a ratio of gammas.
  double beta(double a, double b) {
    if (a <= 1.0 && b <= 1.0) {
      while (true) {
        double u = s.nextDouble();
        double v = s.nextDouble();
        double x = Math.pow(u, 1.0 / a);
        double y = Math.pow(v, 1.0 / b);
        double sum = x + y;
        if (sum <= 1.0 && u + v > 0.0) {
          if (sum > 0) {
            return x / sum;
          }
          double logX = Math.log(u) / a;
          double logY = Math.log(v) / b;
          double most = Math.max(logX, logY);
          logX -= most;
          logY -= most;
          return Math.exp(logX - Math.log(Math.exp(logX) + Math.exp(logY)));
        }
      }
    }
    double x = gamma(a);
    double y = gamma(b);
    return x / (x + y);
  }

  double chiSquare(double df) {
    return 2.0 * gamma(df / 2.0);
  }

  double f(double numerator, double denominator) {
    double x = chiSquare(numerator) * denominator;
    return x / (chiSquare(denominator) * numerator);
  }

  double student(double df) {
    double n = normal();
    double g = gamma(df / 2);
    return Math.sqrt(df / 2) * n / Math.sqrt(g);
  }

  double cauchy() {
    double a = normal();
    return a / normal();
  }

  double laplace(double loc, double scale) {
    while (true) {
      double u = s.nextDouble();
      if (u >= 0.5) {
        return loc - scale * Math.log(2.0 - u - u);
      }
      if (u > 0.0) {
        return loc + scale * Math.log(u + u);
      }
    }
  }

  double gumbel(double loc, double scale) {
    while (true) {
      double u = 1.0 - s.nextDouble();
      if (u < 1.0) {
        return loc - scale * Math.log(-Math.log(u));
      }
    }
  }

  double logistic(double loc, double scale) {
    while (true) {
      double u = s.nextDouble();
      if (u > 0.0) {
        return loc + scale * Math.log(u / (1.0 - u));
      }
    }
  }

  double rayleigh(double mode) {
    return old ? mode * Math.sqrt(-2.0 * Math.log(1.0 - s.nextDouble())) : mode * Math.sqrt(2.0 * exponential());
  }

  double weibull(double a) {
    return a == 0.0 ? 0.0 : Math.pow(exponential(), 1. / a);
  }

  double pareto(double a) {
    return old ? Math.exp(exponential() / a) - 1 : Math.expm1(exponential() / a);
  }

  double power(double a) {
    return old ? Math.pow(1 - Math.exp(-exponential()), 1. / a) : Math.pow(-Math.expm1(-exponential()), 1. / a);
  }

  double triangular(double left, double mode, double right) {
    double base = right - left;
    double leftBase = mode - left;
    double ratio = leftBase / base;
    double u = s.nextDouble();
    return u <= ratio
        ? left + Math.sqrt(u * (leftBase * base))
        : right - Math.sqrt((1.0 - u) * ((right - mode) * base));
  }

  /// Michael, Schucany and Haas (1976).
  double wald(double mean, double scale) {
    double mu2l = mean / (2 * scale);
    double y = normal();
    y = mean * y * y;
    double x = mean + mu2l * (y - Math.sqrt(4 * scale * y + y * y));
    double u = s.nextDouble();
    return u <= mean / (mean + x) ? x : mean * mean / x;
  }

  /// Best and Fisher (1979).
  double vonMises(double mu, double kappa) {
    if (Double.isNaN(kappa)) {
      return Double.NaN;
    }
    if (kappa < 1e-8) {
      return Math.PI * (2 * s.nextDouble() - 1);
    }
    double r;
    if (kappa < 1e-5) {
      r = 1. / kappa + kappa;
    } else {
      double t = 1 + Math.sqrt(1 + 4 * kappa * kappa);
      double rho = (t - Math.sqrt(2 * t)) / (2 * kappa);
      r = (1 + rho * rho) / (2 * rho);
    }
    double w;
    while (true) {
      double u = s.nextDouble();
      double z = Math.cos(Math.PI * u);
      w = (1 + r * z) / (r + z);
      double y = kappa * (r - w);
      double v = s.nextDouble();
      if (y * (2 - y) - v >= 0 || Math.log(y / v) + 1 - y >= 0) {
        break;
      }
    }
    double u = s.nextDouble();
    double result = Math.acos(w);
    if (u < 0.5) {
      result = -result;
    }
    result += mu;
    boolean negative = result < 0;
    double mod = Math.abs(result);
    mod = (mod + Math.PI) % (2 * Math.PI) - Math.PI;
    return negative ? -mod : mod;
  }
}
