package gradwright.numpy.ndarray;

/// Functions of complex numbers. Each writes the two parts of its result.
final class ComplexMath {
  private ComplexMath() {}

  static void multiply(double a, double b, double c, double d, double[] o, int i) {
    o[i] = a * c - b * d;
    o[i + 1] = a * d + b * c;
  }

  /// Smith's method (1962), as NumPy.
  static void divide(double a, double b, double c, double d, double[] o, int i) {
    if (Math.abs(c) >= Math.abs(d)) {
      if (c == 0 && d == 0) {
        o[i] = a / Math.abs(c);
        o[i + 1] = b / Math.abs(c);
        return;
      }
      double r = d / c;
      double s = 1.0 / (c + d * r);
      o[i] = (a + b * r) * s;
      o[i + 1] = (b - a * r) * s;
    } else {
      double r = c / d;
      double s = 1.0 / (d + c * r);
      o[i] = (a * r + b) * s;
      o[i + 1] = (b * r - a) * s;
    }
  }

  static void power(double a, double b, double c, double d, double[] o, int i) {
    if (c == 0 && d == 0) {
      o[i] = 1;
      o[i + 1] = 0;
      return;
    }
    if (a == 0 && b == 0) {
      boolean zero = c > 0 && d == 0;
      o[i] = zero ? 0 : Double.NaN;
      o[i + 1] = zero ? 0 : Double.NaN;
      return;
    }
    if (d == 0 && c == Math.rint(c) && Math.abs(c) < 100) {
      whole(a, b, (int) c, o, i);
      return;
    }
    log(a, b, o, i);
    double re = o[i];
    double im = o[i + 1];
    exp(c * re - d * im, c * im + d * re, o, i);
  }

  private static void whole(double a, double b, int n, double[] o, int i) {
    double[] base = {a, b};
    o[i] = 1;
    o[i + 1] = 0;
    for (int k = Math.abs(n); k != 0; k >>= 1) {
      if ((k & 1) != 0) {
        multiply(o[i], o[i + 1], base[0], base[1], o, i);
      }
      multiply(base[0], base[1], base[0], base[1], base, 0);
    }
    if (n < 0) {
      divide(1, 0, o[i], o[i + 1], o, i);
    }
  }

  static void sign(double re, double im, double[] o, int i) {
    double size = Math.hypot(re, im);
    o[i] = size == 0 ? 0 : re / size;
    o[i + 1] = size == 0 ? 0 : im / size;
  }

  static void exp(double re, double im, double[] o, int i) {
    double e = Math.exp(re);
    if (im == 0) {
      o[i] = e;
      o[i + 1] = im;
      return;
    }
    o[i] = e * Math.cos(im);
    o[i + 1] = e * Math.sin(im);
  }

  static void log(double re, double im, double[] o, int i) {
    o[i] = Math.log(Math.hypot(re, im));
    o[i + 1] = Math.atan2(im, re);
  }

  static void sqrt(double re, double im, double[] o, int i) {
    if (re == 0 && im == 0) {
      o[i] = 0;
      o[i + 1] = im;
      return;
    }
    double t = Math.sqrt((Math.abs(re) + Math.hypot(re, im)) / 2);
    if (re >= 0) {
      o[i] = t;
      o[i + 1] = im / (2 * t);
    } else {
      o[i] = Math.abs(im) / (2 * t);
      o[i + 1] = Math.copySign(t, im);
    }
  }

  static void sin(double re, double im, double[] o, int i) {
    o[i] = Math.sin(re) * Math.cosh(im);
    o[i + 1] = Math.cos(re) * Math.sinh(im);
  }

  static void cos(double re, double im, double[] o, int i) {
    o[i] = Math.cos(re) * Math.cosh(im);
    o[i + 1] = -Math.sin(re) * Math.sinh(im);
  }

  static void sinh(double re, double im, double[] o, int i) {
    o[i] = Math.sinh(re) * Math.cos(im);
    o[i + 1] = Math.cosh(re) * Math.sin(im);
  }

  static void cosh(double re, double im, double[] o, int i) {
    o[i] = Math.cosh(re) * Math.cos(im);
    o[i + 1] = Math.sinh(re) * Math.sin(im);
  }

  static void tanh(double re, double im, double[] o, int i) {
    if (Math.abs(re) > 22) {
      o[i] = Math.copySign(1, re);
      o[i + 1] = 4 * Math.sin(im) * Math.cos(im) * Math.exp(-2 * Math.abs(re));
      return;
    }
    double t = Math.tan(im);
    double s = Math.sinh(re);
    double beta = 1 + t * t;
    double rho = Math.sqrt(1 + s * s);
    double denominator = 1 + beta * s * s;
    o[i] = beta * rho * s / denominator;
    o[i + 1] = t / denominator;
  }

  static void tan(double re, double im, double[] o, int i) {
    tanh(-im, re, o, i);
    double t = o[i];
    o[i] = o[i + 1];
    o[i + 1] = -t;
  }

  /// `log(z + sqrt(z * z + 1))`, by Kahan's formula.
  static void asinh(double re, double im, double[] o, int i) {
    asin(-im, re, o, i);
    double t = o[i];
    o[i] = o[i + 1];
    o[i + 1] = -t;
  }

  /// Kahan, "Branch cuts for complex elementary functions" (1987).
  static void asin(double re, double im, double[] o, int i) {
    double[] p = new double[4];
    sqrt(1 - re, -im, p, 0);
    sqrt(1 + re, im, p, 2);
    o[i] = Math.atan2(re, p[0] * p[2] - p[1] * p[3]);
    o[i + 1] = realAsinh(p[0] * p[3] - p[1] * p[2]);
  }

  static void acos(double re, double im, double[] o, int i) {
    double[] p = new double[4];
    sqrt(1 - re, -im, p, 0);
    sqrt(1 + re, im, p, 2);
    o[i] = 2 * Math.atan2(p[0], p[2]);
    o[i + 1] = realAsinh(p[2] * p[1] - p[3] * p[0]);
  }

  static void acosh(double re, double im, double[] o, int i) {
    double[] p = new double[4];
    sqrt(re - 1, im, p, 0);
    sqrt(re + 1, im, p, 2);
    o[i] = realAsinh(p[0] * p[2] + p[1] * p[3]);
    o[i + 1] = 2 * Math.atan2(p[1], p[2]);
  }

  static void atanh(double re, double im, double[] o, int i) {
    double y = im * im;
    double below = (1 - re) * (1 - re) + y;
    o[i] = 0.25 * Math.log1p(4 * re / below);
    o[i + 1] = 0.5 * Math.atan2(2 * im, (1 - re) * (1 + re) - y);
  }

  static void atan(double re, double im, double[] o, int i) {
    atanh(-im, re, o, i);
    double t = o[i];
    o[i] = o[i + 1];
    o[i + 1] = -t;
  }

  static double realAsinh(double x) {
    double a = Math.abs(x);
    if (a < 1e-8 || Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    double s = a > 1e150 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(s, x);
  }
}
