package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;

/// Elementwise functions of complex numbers in double precision. A function writes its value to `out[at]`, `out[at + 1]`.
final class ComplexFunctions {
  @FunctionalInterface
  interface Function1 {
    void apply(double re, double im, double[] out, int at);
  }

  @FunctionalInterface
  interface Function2 {
    void apply(double ar, double ai, double br, double bi, double[] out, int at);
  }

  private ComplexFunctions() {}

  private static Kernel each(Function1 f) {
    return (in, out, n) -> {
      double[] x = (double[]) in[0];
      double[] o = (double[]) out;
      for (int i = 0; i < 2 * n; i += 2) {
        f.apply(x[i], x[i + 1], o, i);
      }
    };
  }

  private static Kernel each(Function2 f) {
    return (in, out, n) -> {
      double[] x = (double[]) in[0];
      double[] y = (double[]) in[1];
      double[] o = (double[]) out;
      for (int i = 0; i < 2 * n; i += 2) {
        f.apply(x[i], x[i + 1], y[i], y[i + 1], o, i);
      }
    };
  }

  /// A kernel to a real result: float for complex64, double for complex128.
  private static Kernel toReal(java.util.function.DoubleBinaryOperator f) {
    return (in, out, n) -> {
      double[] x = (double[]) in[0];
      if (out instanceof float[] o) {
        for (int i = 0; i < n; i++) {
          o[i] = (float) f.applyAsDouble(x[2 * i], x[2 * i + 1]);
        }
      } else {
        double[] o = (double[]) out;
        for (int i = 0; i < n; i++) {
          o[i] = f.applyAsDouble(x[2 * i], x[2 * i + 1]);
        }
      }
    };
  }

  static void set(double[] out, int at, double re, double im) {
    out[at] = re;
    out[at + 1] = im;
  }

  static Kernel unary(UnaryOp op) {
    return switch (op) {
      case COPY, STOP_GRADIENT -> Kernels::copyPairs;
      case NEG -> each((a, b, o, i) -> set(o, i, -a, -b));
      case SIGN ->
          each((a, b, o, i) -> {
            double m = Math.hypot(a, b);
            set(o, i, m == 0 ? 0 : a / m, m == 0 ? 0 : b / m);
          });
      case ABS -> toReal(ComplexFunctions::abs);
      case REAL -> toReal((a, b) -> a);
      case IMAG -> toReal((a, b) -> b);
      case CONJ -> each((a, b, o, i) -> set(o, i, a, -b));
      case SQUARE -> each((a, b, o, i) -> set(o, i, (a - b) * (a + b), 2 * a * b));
      case EXP -> each(ComplexFunctions::exp);
      case EXP2 -> each((a, b, o, i) -> exp(a * Math.log(2), b * Math.log(2), o, i));
      case EXPM1 ->
          each((a, b, o, i) -> {
            double half = Math.sin(b / 2);
            double em1 = Math.expm1(a);
            set(o, i, em1 * Math.cos(b) - 2 * half * half, b == 0 ? b : (em1 + 1) * Math.sin(b));
          });
      case LOG -> each((a, b, o, i) -> set(o, i, logAbs(a, b), Math.atan2(b, a)));
      case LOG1P -> each((a, b, o, i) -> set(o, i, log1pAbs(a, b), Math.atan2(b, a + 1)));
      case SIN -> each((a, b, o, i) -> set(o, i, times(Math.sin(a), Math.cosh(b)), times(Math.cos(a), Math.sinh(b))));
      case COS -> each((a, b, o, i) -> set(o, i, times(Math.cos(a), Math.cosh(b)), -times(Math.sin(a), Math.sinh(b))));
      case SINH -> each((a, b, o, i) -> set(o, i, times(Math.cos(b), Math.sinh(a)), times(Math.sin(b), Math.cosh(a))));
      case COSH -> each((a, b, o, i) -> set(o, i, times(Math.cos(b), Math.cosh(a)), times(Math.sin(b), Math.sinh(a))));
      case TANH -> each(ComplexFunctions::tanh);
      case TAN ->
          each((a, b, o, i) -> {
            tanh(-b, a, o, i);
            set(o, i, o[i + 1], -o[i]);
          });
      case SQRT -> each(ComplexFunctions::sqrt);
      case RSQRT ->
          each((a, b, o, i) -> {
            signedSqrt(a, b, o, i);
            divide(1, 0, o[i], o[i + 1], o, i);
          });
      case LOGISTIC ->
          each((a, b, o, i) -> {
            exp(-a, -b, o, i);
            divide(1, 0, 1 + o[i], o[i + 1], o, i);
          });
      case ASINH -> each(InverseFunctions::asinh);
      case ACOSH -> each(InverseFunctions::acosh);
      case ATANH -> each(InverseFunctions::atanh);
      case ASIN -> each(InverseFunctions::asin);
      case ACOS -> each(InverseFunctions::acos);
      case ATAN -> each(InverseFunctions::atan);
      default -> throw new IllegalArgumentException(op.jaxName() + " of complex numbers");
    };
  }

  static Kernel binary(BinaryOp op) {
    return switch (op) {
      case ADD, ADD_ANY -> each((a, b, c, d, o, i) -> set(o, i, a + c, b + d));
      case SUB -> each((a, b, c, d, o, i) -> set(o, i, a - c, b - d));
      case MUL -> each((a, b, c, d, o, i) -> set(o, i, a * c - b * d, a * d + b * c));
      case DIV -> each(ComplexFunctions::divide);
      case POW -> each(ComplexFunctions::pow);
      case MAX -> each((a, b, c, d, o, i) -> pick(a > c || (a == c && b >= d) || a != a || b != b, a, b, c, d, o, i));
      case MIN -> each((a, b, c, d, o, i) -> pick(a < c || (a == c && b <= d) || a != a || b != b, a, b, c, d, o, i));
      case ATAN2 ->
          each((a, b, c, d, o, i) -> {
            // -i log((x + i y) / sqrt(x^2 + y^2)) with y = a + ib, x = c + id
            double re = c * c - d * d + a * a - b * b;
            double im = 2 * (c * d + a * b);
            sqrt(re, im, o, i);
            divide(c - b, d + a, o[i], o[i + 1], o, i);
            set(o, i, Math.atan2(o[i + 1], o[i]), -logAbs(o[i], o[i + 1]));
          });
      case EQ, EQ_TO -> compare(true);
      case NE -> compare(false);
      default -> throw new IllegalArgumentException(op.jaxName() + " of complex numbers");
    };
  }

  private static Kernel compare(boolean equal) {
    return (in, out, n) -> {
      double[] x = (double[]) in[0];
      double[] y = (double[]) in[1];
      int[] o = (int[]) out;
      for (int i = 0; i < n; i++) {
        o[i] = (x[2 * i] == y[2 * i] && x[2 * i + 1] == y[2 * i + 1]) == equal ? 1 : 0;
      }
    };
  }

  private static void pick(boolean first, double a, double b, double c, double d, double[] o, int i) {
    set(o, i, first ? a : c, first ? b : d);
  }

  /// A product in which an exact zero wins over infinity.
  private static double times(double a, double b) {
    return a == 0 && Double.isInfinite(b) || b == 0 && Double.isInfinite(a)
        ? 0 * Math.signum(a) * Math.signum(b)
        : a * b;
  }

  static void exp(double a, double b, double[] o, int i) {
    double e = Math.exp(a);
    if (b == 0) {
      set(o, i, e, b);
    } else if (Double.isInfinite(e) && !Double.isInfinite(a)) {
      double h = Math.exp(a / 2);
      set(o, i, h * Math.cos(b) * h, h * Math.sin(b) * h);
    } else {
      set(o, i, e * Math.cos(b), e * Math.sin(b));
    }
  }

  /// The modulus; NaN when either part is.
  static double abs(double a, double b) {
    return a != a || b != b ? Double.NaN : Math.hypot(a, b);
  }

  /// log|a + ib|, accurate near the unit circle.
  static double logAbs(double a, double b) {
    double x = Math.max(Math.abs(a), Math.abs(b));
    double y = Math.min(Math.abs(a), Math.abs(b));
    if (x > 0.5 && x < 2) {
      return 0.5 * Math.log1p((x - 1) * (x + 1) + y * y);
    }
    return Math.log(abs(a, b));
  }

  private static double log1pAbs(double a, double b) {
    if (Math.abs(a) < 0.5 && Math.abs(b) < 1) {
      return 0.5 * Math.log1p(2 * a + a * a + b * b);
    }
    return logAbs(1 + a, b);
  }

  static void tanh(double a, double b, double[] o, int i) {
    if (Math.abs(a) > 20) {
      double t = 4 * Math.exp(-2 * Math.abs(a)) * Math.sin(b) * Math.cos(b);
      set(o, i, Math.copySign(1, a), Double.isFinite(b) ? t : Math.copySign(0, b));
      return;
    }
    double t = Math.tan(b);
    double s = Math.sinh(a);
    double c = 1 + t * t;
    double r = Math.sqrt(1 + s * s);
    double d = 1 + c * s * s;
    if (Double.isInfinite(t)) {
      set(o, i, r / s, 1 / t);
    } else {
      set(o, i, c * r * s / d, t / d);
    }
  }

  /// The root with a non-negative real part; on the negative axis the one above, whatever the sign of the zero.
  static void sqrt(double a, double b, double[] o, int i) {
    signedSqrt(a, b == 0 && a < 0 ? 0 : b, o, i);
  }

  /// The root with a non-negative real part, and an imaginary part of the sign of b, be it zero.
  static void signedSqrt(double a, double b, double[] o, int i) {
    if (a != a || b != b) {
      set(o, i, Double.NaN, Double.NaN);
    } else if (a == 0 && b == 0) {
      set(o, i, 0, b);
    } else if (Double.isInfinite(b)) {
      set(o, i, Double.POSITIVE_INFINITY, b);
    } else if (Double.isInfinite(a)) {
      set(o, i, a > 0 ? a : 0, a > 0 ? 0 * b : Math.copySign(Double.POSITIVE_INFINITY, b));
    } else {
      double scale = Math.abs(a) > 1e300 || Math.abs(b) > 1e300 ? 0.25 : 1;
      double m = Math.sqrt((Math.abs(a * scale) + Math.hypot(a * scale, b * scale)) / 2);
      double other = b * scale / (2 * m);
      double back = scale == 1 ? 1 : 2;
      if (a >= 0) {
        set(o, i, m * back, other * back);
      } else {
        set(o, i, Math.abs(other) * back, Math.copySign(m, b) * back);
      }
    }
  }

  /// Smith's division, exact where the divisor is real.
  static void divide(double a, double b, double c, double d, double[] o, int i) {
    if (d == 0 && c != 0) {
      set(o, i, a / c, b / c);
    } else if (c == 0 && d == 0) {
      double inf = Math.copySign(Double.POSITIVE_INFINITY, c);
      set(o, i, inf * a, inf * b);
    } else if (Double.isInfinite(c) || Double.isInfinite(d)) {
      if (Double.isFinite(a) && Double.isFinite(b)) {
        double x = Math.copySign(Double.isInfinite(c) ? 1 : 0, c);
        double y = Math.copySign(Double.isInfinite(d) ? 1 : 0, d);
        set(o, i, 0 * (a * x + b * y), 0 * (b * x - a * y));
      } else {
        set(o, i, Double.NaN, Double.NaN);
      }
    } else if (Math.abs(c) >= Math.abs(d)) {
      double r = d / c;
      double t = c + d * r;
      set(o, i, (a + b * r) / t, (b - a * r) / t);
    } else {
      double r = c / d;
      double t = c * r + d;
      set(o, i, (a * r + b) / t, (b * r - a) / t);
    }
  }

  static void pow(double a, double b, double c, double d, double[] o, int i) {
    if (c == 0 && d == 0) {
      set(o, i, 1, 0);
    } else if (a == 0 && b == 0) {
      set(o, i, c > 0 ? 0 : c < 0 ? Double.POSITIVE_INFINITY : Double.NaN, c > 0 ? 0 : Double.NaN);
    } else {
      double log = logAbs(a, b);
      double angle = Math.atan2(b, a);
      exp(c * log - d * angle, d * log + c * angle, o, i);
    }
  }
}
