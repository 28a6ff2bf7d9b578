package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.lax.LogAddExp;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.function.UnaryOperator;

/// Elementary functions of `jax.numpy`, element by element. Integers and booleans become floats of the default width; results
/// have the shape of the argument.
public final class Elementary {
  private Elementary() {}

  private static Value inexact(String name, UnaryOp op, Value x) {
    return Lax.unary(op, Promote.argsInexact(name, x).getFirst());
  }

  public static Value exp(Value x) {
    return inexact("exp", UnaryOp.EXP, x);
  }

  public static Value exp2(Value x) {
    return inexact("exp2", UnaryOp.EXP2, x);
  }

  public static Value expm1(Value x) {
    return inexact("expm1", UnaryOp.EXPM1, x);
  }

  public static Value log(Value x) {
    return inexact("log", UnaryOp.LOG, x);
  }

  public static Value log1p(Value x) {
    return inexact("log1p", UnaryOp.LOG1P, x);
  }

  public static Value sin(Value x) {
    return inexact("sin", UnaryOp.SIN, x);
  }

  public static Value cos(Value x) {
    return inexact("cos", UnaryOp.COS, x);
  }

  public static Value tan(Value x) {
    return inexact("tan", UnaryOp.TAN, x);
  }

  public static Value arcsin(Value x) {
    return inexact("arcsin", UnaryOp.ASIN, x);
  }

  public static Value arccos(Value x) {
    return inexact("arccos", UnaryOp.ACOS, x);
  }

  public static Value arctan(Value x) {
    return inexact("arctan", UnaryOp.ATAN, x);
  }

  public static Value sinh(Value x) {
    return inexact("sinh", UnaryOp.SINH, x);
  }

  public static Value cosh(Value x) {
    return inexact("cosh", UnaryOp.COSH, x);
  }

  public static Value tanh(Value x) {
    return inexact("tanh", UnaryOp.TANH, x);
  }

  public static Value arcsinh(Value x) {
    return inexact("arcsinh", UnaryOp.ASINH, x);
  }

  /// Complex results are turned to the half plane of non-negative real parts, as NumPy's.
  public static Value arccosh(Value x) {
    return NamedJit.call1(
        "arccosh",
        null,
        List.of(x),
        a -> {
          Value r = inexact("arccosh", UnaryOp.ACOSH, a.getFirst());
          if (r.dtype().isComplex()) {
            Value re = Lax.real(r);
            r = Selection.where(Lax.lt(re, Lax.like(re, 0)), Lax.neg(r), r);
          }
          return List.of(r);
        });
  }

  public static Value arctanh(Value x) {
    return inexact("arctanh", UnaryOp.ATANH, x);
  }

  public static Value sqrt(Value x) {
    return inexact("sqrt", UnaryOp.SQRT, x);
  }

  public static Value cbrt(Value x) {
    return inexact("cbrt", UnaryOp.CBRT, x);
  }

  /// The logarithm to base 2: `log(x) / log(2)`.
  public static Value log2(Value x) {
    Value a = Promote.argsInexact("log2", x).getFirst();
    if (a.dtype().isComplex()) {
      Value r = Lax.unary(UnaryOp.LOG, a);
      Value re = Lax.real(r);
      Value im = Lax.imag(r);
      Value ln2 = Lax.unary(UnaryOp.LOG, Lax.like(re, 2));
      return Lax.complex(Lax.div(re, ln2), Lax.div(im, ln2));
    }
    return Lax.div(Lax.unary(UnaryOp.LOG, a), Lax.unary(UnaryOp.LOG, Lax.like(a, 2)));
  }

  /// The logarithm to base 10.
  public static Value log10(Value x) {
    Value a = Promote.argsInexact("log10", x).getFirst();
    double scale = 0.4342944819032518;
    if (a.dtype().isComplex()) {
      Value r = Lax.unary(UnaryOp.LOG, a);
      HostScalar c = HostScalar.of(a.dtype().realType(), false, scale);
      return Lax.complex(Lax.mul(Lax.real(r), c), Lax.mul(Lax.imag(r), c));
    }
    return Lax.mul(Lax.unary(UnaryOp.LOG, a), Lax.like(a, scale));
  }

  public static Value arctan2(Value y, Value x) {
    List<Value> a = Promote.argsInexact("arctan2", y, x);
    return Lax.binary(BinaryOp.ATAN2, a.get(0), a.get(1));
  }

  public static Value deg2rad(Value x) {
    Value a = Promote.argsInexact("deg2rad", x).getFirst();
    return Lax.mul(a, Promote.constant(a, Math.PI / 180));
  }

  public static Value rad2deg(Value x) {
    Value a = Promote.argsInexact("rad2deg", x).getFirst();
    return Lax.mul(a, Promote.constant(a, 180 / Math.PI));
  }

  /// `x * x`; booleans become integers.
  public static Value square(Value x) {
    return Lax.unary(UnaryOp.SQUARE, Promote.numeric(x));
  }

  public static Value reciprocal(Value x) {
    return Lax.integerPow(Promote.inexact(x), -1);
  }

  /// Length of the hypotenuse, without overflow.
  public static Value hypot(Value x1, Value x2) {
    return NamedJit.call1(
        "hypot",
        null,
        List.of(x1, x2),
        in -> {
          List<Value> p = Promote.argsInexact("hypot", in.get(0), in.get(1));
          if (p.get(0).dtype().isComplex()) {
            throw JaxError.value(
                "jnp.hypot is not well defined for complex-valued inputs. Please convert to real values first, such as"
                    + " by using abs(x)");
          }
          Value a = Lax.unary(UnaryOp.ABS, p.get(0));
          Value b = Lax.unary(UnaryOp.ABS, p.get(1));
          Value infinite = Lax.or(Classify.isposinf(a), Classify.isposinf(b));
          Value hi = Arithmetic.maximum(a, b);
          Value lo = Arithmetic.minimum(a, b);
          Value zero = Comparison.equal(hi, Promote.integer(0));
          Value zero2 = Comparison.equal(hi, Promote.integer(0));
          Value ratio = Lax.div(lo, Selection.where(zero2, Creation.onesLike(hi), hi));
          Value root = Lax.unary(UnaryOp.SQRT, Arithmetic.add(Promote.integer(1), Lax.unary(UnaryOp.SQUARE, ratio)));
          Value r = Selection.where(zero, hi, Arithmetic.multiply(hi, root));
          return List.of(Selection.where(infinite, Promote.constant(r, Double.POSITIVE_INFINITY), r));
        });
  }

  /// `log(exp(a) + exp(b))` without overflow.
  public static Value logaddexp(Value x1, Value x2) {
    List<Value> p = Promote.argsInexact("logaddexp", x1, x2);
    return LogAddExp.of(p.get(0), p.get(1));
  }

  /// `log2(2**a + 2**b)` without overflow.
  public static Value logaddexp2(Value x1, Value x2) {
    List<Value> p = Promote.argsInexact("logaddexp2", x1, x2);
    return LogAddExp.ofBase2(p.get(0), p.get(1));
  }

  /// `sin(pi x) / (pi x)`, 1 at 0.
  public static Value sinc(Value x) {
    return NamedJit.call1(
        "sinc",
        null,
        List.of(x),
        in -> {
          Value a = Promote.inexact(in.getFirst());
          Value zero = Lax.eq(a, Promote.constant(a, 0));
          Value pix = Lax.mul(Promote.constant(a, Math.PI), a);
          Value safe = Selection.where(zero, Promote.constant(a, 1), pix);
          Value atZero = SincSeries.at(0, pix);
          return List.of(Selection.where(zero, atZero, Lax.div(Lax.unary(UnaryOp.SIN, safe), safe)));
        });
  }

  private static void unary(Catalogue.Module m, String name, String summary, UnaryOperator<Value> f) {
    m.function(name + "(x, /)", summary, a -> f.apply(a.value("x")));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    unary(m, "exp", "Exponential, element by element.", Elementary::exp);
    unary(m, "exp2", "2 to the power of each element.", Elementary::exp2);
    unary(m, "expm1", "exp(x) - 1, exact near zero.", Elementary::expm1);
    unary(m, "log", "Natural logarithm, element by element.", Elementary::log);
    unary(m, "log1p", "log(1 + x), exact near zero.", Elementary::log1p);
    unary(m, "log2", "Logarithm to base 2.", Elementary::log2);
    unary(m, "log10", "Logarithm to base 10.", Elementary::log10);
    unary(m, "sin", "Sine, element by element.", Elementary::sin);
    unary(m, "cos", "Cosine, element by element.", Elementary::cos);
    unary(m, "tan", "Tangent, element by element.", Elementary::tan);
    unary(m, "arcsin", "Inverse sine.", Elementary::arcsin);
    unary(m, "arccos", "Inverse cosine.", Elementary::arccos);
    unary(m, "arctan", "Inverse tangent.", Elementary::arctan);
    unary(m, "sinh", "Hyperbolic sine.", Elementary::sinh);
    unary(m, "cosh", "Hyperbolic cosine.", Elementary::cosh);
    unary(m, "tanh", "Hyperbolic tangent.", Elementary::tanh);
    unary(m, "arcsinh", "Inverse hyperbolic sine.", Elementary::arcsinh);
    unary(m, "arccosh", "Inverse hyperbolic cosine.", Elementary::arccosh);
    unary(m, "arctanh", "Inverse hyperbolic tangent.", Elementary::arctanh);
    for (String f : List.of("sin", "cos", "tan", "sinh", "cosh", "tanh")) {
      m.alias("a" + f, "arc" + f);
    }
    unary(m, "sqrt", "Square root; NaN for negative numbers.", Elementary::sqrt);
    unary(m, "cbrt", "Cube root.", Elementary::cbrt);
    unary(m, "square", "Square of each element.", Elementary::square);
    unary(m, "reciprocal", "1 / x.", Elementary::reciprocal);
    unary(m, "deg2rad", "Degrees to radians.", Elementary::deg2rad);
    unary(m, "rad2deg", "Radians to degrees.", Elementary::rad2deg);
    m.alias("radians", "deg2rad").alias("degrees", "rad2deg");
    unary(m, "sinc", "sin(pi x) / (pi x), 1 at 0.", Elementary::sinc);
    m.function(
        "arctan2(x1, x2, /)", "Angle of the point (x2, x1), in (-pi, pi].", a -> arctan2(a.value("x1"), a.value("x2")));
    m.alias("atan2", "arctan2");
    m.function("hypot(x1, x2, /)", "sqrt(x1**2 + x2**2) without overflow.", a -> hypot(a.value("x1"), a.value("x2")));
    m.function("logaddexp(x1, x2, /)", "log(exp(x1) + exp(x2)).", a -> logaddexp(a.value("x1"), a.value("x2")));
    m.function("logaddexp2(x1, x2, /)", "log2(2**x1 + 2**x2).", a -> logaddexp2(a.value("x1"), a.value("x2")));
  }
}
