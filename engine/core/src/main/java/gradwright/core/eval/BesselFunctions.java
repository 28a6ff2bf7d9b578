package gradwright.core.eval;

/// Exponentially scaled modified Bessel functions of the first kind: the power series up to 20, Hankel's asymptotic
/// series beyond, where its smallest term is below double precision.
final class BesselFunctions {
  private BesselFunctions() {}

  static double i0e(double x) {
    return scaled(Math.abs(x), 0);
  }

  static double i1e(double x) {
    return Math.copySign(1, x) * scaled(Math.abs(x), 1);
  }

  private static double scaled(double x, int order) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (x <= 20) {
      double t = x * x / 4;
      double term = order == 0 ? 1 : x / 2;
      double sum = term;
      for (int k = 1; term > sum * 1e-18; k++) {
        term *= t / (k * (double) (k + order));
        sum += term;
      }
      return sum * Math.exp(-x);
    }
    double mu = 4.0 * order;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 40; k++) {
      double odd = 2 * k - 1;
      term *= -(mu - odd * odd) / (k * 8 * x);
      sum += term;
      if (Math.abs(term) < 1e-17 * sum) {
        break;
      }
    }
    return sum / Math.sqrt(2 * Math.PI * x);
  }
}
