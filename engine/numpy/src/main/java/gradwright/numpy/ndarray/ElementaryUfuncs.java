package gradwright.numpy.ndarray;

import static gradwright.numpy.ndarray.Loops.binary;
import static gradwright.numpy.ndarray.Loops.pairs;
import static gradwright.numpy.ndarray.Loops.unary;

import gradwright.numpy.ndarray.Flags.Poles;
import gradwright.numpy.ndarray.Kernel.Unary;
import gradwright.numpy.ndarray.Loops.ComplexUnary;
import gradwright.numpy.ndarray.Ufunc.Rule;
import java.util.function.Consumer;

/// Roots, exponentials, logarithms, trigonometric and hyperbolic functions.
final class ElementaryUfuncs {
  private static final double LN2 = 0.6931471805599453;

  private ElementaryUfuncs() {}

  static void register(Consumer<Ufunc> to) {
    Poles zero = (a, b) -> a == 0;
    Poles one = (a, b) -> Math.abs(a) == 1;
    to.accept(floating("sqrt", Math::sqrt, ComplexMath::sqrt));
    to.accept(floating("cbrt", Math::cbrt, null));
    to.accept(floating("exp", Math::exp, ComplexMath::exp));
    to.accept(
        floating(
            "exp2",
            x -> x == Math.rint(x) && Math.abs(x) < 1100 ? Math.scalb(1.0, (int) x) : Math.pow(2, x),
            (re, im, o, i) -> ComplexMath.exp(re * LN2, im * LN2, o, i)));
    to.accept(floating("expm1", Math::expm1, ElementaryUfuncs::expm1));
    to.accept(floating("log", Math::log, ComplexMath::log).poles(zero));
    to.accept(floating("log2", ElementaryUfuncs::log2, scaled(ComplexMath::log, 1 / LN2)).poles(zero));
    to.accept(floating("log10", Math::log10, scaled(ComplexMath::log, 1 / Math.log(10))).poles(zero));
    to.accept(floating("log1p", Math::log1p, ElementaryUfuncs::log1p).poles((a, b) -> a == -1));
    to.accept(floating("sin", Math::sin, ComplexMath::sin));
    to.accept(floating("cos", Math::cos, ComplexMath::cos));
    to.accept(floating("tan", Math::tan, ComplexMath::tan));
    to.accept(floating("arcsin", Math::asin, ComplexMath::asin));
    to.accept(floating("arccos", Math::acos, ComplexMath::acos));
    to.accept(floating("arctan", Math::atan, ComplexMath::atan));
    to.accept(floating("sinh", Math::sinh, ComplexMath::sinh));
    to.accept(floating("cosh", Math::cosh, ComplexMath::cosh));
    to.accept(floating("tanh", Math::tanh, ComplexMath::tanh));
    to.accept(floating("arcsinh", ComplexMath::realAsinh, ComplexMath::asinh));
    to.accept(floating("arccosh", ElementaryUfuncs::acosh, ComplexMath::acosh));
    to.accept(floating("arctanh", ElementaryUfuncs::atanh, ComplexMath::atanh).poles(one));
    to.accept(floating("deg2rad", x -> x * (Math.PI / 180), null));
    to.accept(floating("radians", x -> x * (Math.PI / 180), null));
    to.accept(floating("rad2deg", x -> x * (180 / Math.PI), null));
    to.accept(floating("degrees", x -> x * (180 / Math.PI), null));
    to.accept(new Ufunc("arctan2", 2, Rule.FLOATING).real(binary(Math::atan2)));
    to.accept(new Ufunc("hypot", 2, Rule.FLOATING).real(binary(Math::hypot)).identity(0L));
    to.accept(
        new Ufunc("logaddexp", 2, Rule.FLOATING)
            .real(binary(ElementaryUfuncs::logAddExp))
            .identity(Double.NEGATIVE_INFINITY));
    to.accept(
        new Ufunc("logaddexp2", 2, Rule.FLOATING)
            .real(binary(ElementaryUfuncs::logAddExp2))
            .identity(Double.NEGATIVE_INFINITY));
  }

  private static Ufunc floating(String name, Unary real, ComplexUnary complex) {
    Ufunc f = new Ufunc(name, 1, Rule.FLOATING).real(unary(real));
    return complex == null ? f : f.pairs(pairs(complex));
  }

  private static ComplexUnary scaled(ComplexUnary f, double by) {
    return (re, im, o, i) -> {
      f.of(re, im, o, i);
      o[i] *= by;
      o[i + 1] *= by;
    };
  }

  private static double log2(double x) {
    int e = Math.getExponent(x);
    if (x > 0 && e >= Double.MIN_EXPONENT && e <= Double.MAX_EXPONENT) {
      double m = Math.scalb(x, -e);
      if (m == 1) {
        return e;
      }
      if (m > 1.4142135623730951) {
        m /= 2;
        e++;
      }
      return e + Math.log(m) / LN2;
    }
    return Math.log(x) / LN2;
  }

  private static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    double t = x - 1;
    return x > 1e150 ? Math.log(x) + LN2 : Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  private static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
  }

  private static double logAddExp(double x, double y) {
    if (x == y) {
      return x + LN2;
    }
    double t = x - y;
    return t > 0 ? x + Math.log1p(Math.exp(-t)) : t <= 0 ? y + Math.log1p(Math.exp(t)) : t;
  }

  private static double logAddExp2(double x, double y) {
    if (x == y) {
      return x + 1;
    }
    double t = x - y;
    double lnE = 1 / LN2;
    return t > 0 ? x + lnE * Math.log1p(Math.pow(2, -t)) : t <= 0 ? y + lnE * Math.log1p(Math.pow(2, t)) : t;
  }

  private static void expm1(double re, double im, double[] o, int i) {
    double s = Math.sin(im / 2);
    o[i] = Math.expm1(re) * Math.cos(im) - 2 * s * s;
    o[i + 1] = Math.exp(re) * Math.sin(im);
  }

  private static void log1p(double re, double im, double[] o, int i) {
    o[i] = Math.log(Math.hypot(re + 1, im));
    o[i + 1] = Math.atan2(im, re + 1);
  }
}
