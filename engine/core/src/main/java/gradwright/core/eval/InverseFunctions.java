package gradwright.core.eval;

/// Inverse trigonometric and hyperbolic functions of complex numbers, after W. Kahan, "Branch cuts for complex
/// elementary functions", but for negative zeros, which XLA takes as positive here.
final class InverseFunctions {
  private InverseFunctions() {}

  static void acos(double a, double b, double[] o, int i) {
    b = b == 0 ? 0 : b;
    ComplexFunctions.signedSqrt(1 - a, -b, o, i);
    double mr = o[i];
    double mi = o[i + 1];
    ComplexFunctions.signedSqrt(1 + a, b, o, i);
    double pr = o[i];
    double pi = o[i + 1];
    ComplexFunctions.set(o, i, 2 * Math.atan2(mr, pr), RealFunctions.asinh(pr * mi - pi * mr));
  }

  static void acosh(double a, double b, double[] o, int i) {
    b = b == 0 ? 0 : b;
    ComplexFunctions.signedSqrt(a - 1, b, o, i);
    double mr = o[i];
    double mi = o[i + 1];
    ComplexFunctions.signedSqrt(a + 1, b, o, i);
    double pr = o[i];
    double pi = o[i + 1];
    ComplexFunctions.set(o, i, RealFunctions.asinh(mr * pr + mi * pi), 2 * Math.atan2(mi, pr));
  }

  static void asin(double a, double b, double[] o, int i) {
    signedAsin(a, b == 0 ? 0 : b, o, i);
  }

  private static void signedAsin(double a, double b, double[] o, int i) {
    ComplexFunctions.signedSqrt(1 - a, -b, o, i);
    double mr = o[i];
    double mi = o[i + 1];
    ComplexFunctions.signedSqrt(1 + a, b, o, i);
    double pr = o[i];
    double pi = o[i + 1];
    ComplexFunctions.set(o, i, Math.atan2(a, mr * pr - mi * pi), RealFunctions.asinh(mr * pi - mi * pr));
  }

  static void asinh(double a, double b, double[] o, int i) {
    // asinh(z) = i asin(-i z)
    signedAsin(b, a == 0 ? -0.0 : -a, o, i);
    ComplexFunctions.set(o, i, -o[i + 1], o[i]);
  }

  static void atanh(double a, double b, double[] o, int i) {
    double re;
    if (Math.abs(a) > 1e100 || Math.abs(b) > 1e100) {
      re = Math.copySign(0, a);
      ComplexFunctions.set(o, i, re, Math.copySign(Math.PI / 2, b));
      return;
    }
    double b2 = b * b;
    re = 0.25 * (Math.log1p(4 * a / ((1 - a) * (1 - a) + b2)));
    double im = 0.5 * Math.atan2(2 * b, (1 - a) * (1 + a) - b2);
    ComplexFunctions.set(o, i, re, im);
  }

  static void atan(double a, double b, double[] o, int i) {
    // atan(z) = -i atanh(i z)
    atanh(-b, a, o, i);
    ComplexFunctions.set(o, i, o[i + 1], -o[i]);
  }
}
