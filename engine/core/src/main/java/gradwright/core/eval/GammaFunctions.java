package gradwright.core.eval;

/// The logarithm of the gamma function, its derivatives and the Hurwitz zeta function in double precision, by
/// Euler-Maclaurin (Stirling) series after shifting the argument upwards.
final class GammaFunctions {
  /// The Bernoulli numbers B(2k) for k = 1..12.
  private static final double[] BERNOULLI = {
    1.0 / 6,
    -1.0 / 30,
    1.0 / 42,
    -1.0 / 30,
    5.0 / 66,
    -691.0 / 2730,
    7.0 / 6,
    -3617.0 / 510,
    43867.0 / 798,
    -174611.0 / 330,
    854513.0 / 138,
    -236364091.0 / 2730
  };

  private static final double EULER = 0.57721566490153286061;
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  /// (-1)^k (zeta(k) - 1) / k of the series of lgamma(1 + z).
  private static final double[] NEAR_ONE = nearOne();

  private GammaFunctions() {}

  private static double[] nearOne() {
    double[] c = new double[42];
    for (int k = 2; k < c.length; k++) {
      c[k] = (k % 2 == 0 ? 1 : -1) * zeta(k, 2) / k;
    }
    return c;
  }

  static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x) || (x <= 0 && x == Math.rint(x))) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      if (Math.abs(x) < 1e-18) {
        return -Math.log(Math.abs(x));
      }
      if (x > 0) {
        return lgamma(1 + x) - Math.log(x);
      }
      double fraction = Math.abs(x) - Math.floor(Math.abs(x));
      double sine = Math.sin(Math.PI * (fraction > 0.5 ? 1 - fraction : fraction));
      return Math.log(Math.PI) - Math.log(sine) - lgamma(1 - x);
    }
    if (x < 2.5) {
      // lgamma(1 + z) exactly zero at z = 0 and, after one step of the recurrence, at z = 1.
      return x < 1.5 ? series(x - 1) : series(x - 2) + Math.log1p(x - 2);
    }
    double product = 1;
    while (x < 10) {
      product *= x;
      x += 1;
    }
    double inverse = 1 / x;
    double inverse2 = inverse * inverse;
    double sum = 0;
    for (int k = 10; k >= 1; k--) {
      sum = sum * inverse2 + BERNOULLI[k - 1] / (2.0 * k * (2 * k - 1));
    }
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + sum * inverse - Math.log(product);
  }

  private static double series(double z) {
    double s = 0;
    for (int k = NEAR_ONE.length - 1; k >= 2; k--) {
      s = s * z + NEAR_ONE[k];
    }
    return s * z * z - Math.log1p(z) + z * (1 - EULER);
  }

  static double digamma(double x) {
    if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x <= 0 && x == Math.rint(x) || x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    double r = 0;
    if (x < 0.5) {
      double fraction = x - Math.rint(x);
      r = -Math.PI / Math.tan(Math.PI * fraction);
      x = 1 - x;
    }
    while (x < 10) {
      r -= 1 / x;
      x += 1;
    }
    double inverse2 = 1 / (x * x);
    double sum = 0;
    for (int k = 10; k >= 1; k--) {
      sum = (sum + BERNOULLI[k - 1] / (2 * k)) * inverse2;
    }
    return r + Math.log(x) - 0.5 / x - sum;
  }

  /// The Hurwitz zeta function: the sum of (q + k)^-x over k >= 0.
  static double zeta(double x, double q) {
    if (x == 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (q <= 0 && q == Math.rint(q)) {
      return x % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (!(x > 1) || q != q || Double.isInfinite(x) || Double.isInfinite(q) || q <= 0 && x != Math.rint(x)) {
      return Double.NaN;
    }
    double sum = 0;
    double a = q;
    for (int i = 0; i < 10 || a <= 9; i++) {
      double term = RealFunctions.pow(a, -x);
      sum += term;
      a += 1;
      if (a > 1 && Math.abs(term) < 1e-18 * Math.abs(sum)) {
        return sum;
      }
    }
    double power = RealFunctions.pow(a, -x);
    if (power == 0) {
      return sum;
    }
    sum += power * a / (x - 1) + 0.5 * power;
    double factor = x;
    double inverse2 = 1 / (a * a);
    power /= a;
    double factorial = 2;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      double term = BERNOULLI[k - 1] / factorial * factor * power;
      sum += term;
      if (Math.abs(term) < 1e-17 * Math.abs(sum)) {
        break;
      }
      factor *= (x + 2 * k - 1) * (x + 2 * k);
      power *= inverse2;
      factorial *= (2.0 * k + 1) * (2 * k + 2);
    }
    return sum;
  }

  /// The n-th derivative of digamma; NaN unless n is a non-negative integer.
  static double polygamma(double n, double x) {
    if (n == 0) {
      return digamma(x);
    }
    if (!(n > 0) || n != Math.rint(n)) {
      return Double.NaN;
    }
    double sign = n % 2 == 0 ? -1 : 1;
    return sign * Math.exp(lgamma(n + 1)) * zeta(n + 1, x);
  }
}
