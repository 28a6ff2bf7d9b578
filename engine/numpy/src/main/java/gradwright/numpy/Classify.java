package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Questions about single elements: finite, infinite, NaN, sign bit, closeness. Results are bool.
public final class Classify {
  /// The tolerances that users mostly leave alone: constants of the function then, not operands.
  private static final HostScalar RTOL = HostScalar.of(DType.FLOAT64, true, 1e-5);

  private static final HostScalar ATOL = HostScalar.of(DType.FLOAT64, true, 1e-8);

  private Classify() {}

  public static Value isnan(Value x) {
    return Lax.ne(x, x);
  }

  public static Value isfinite(Value x) {
    if (x.dtype().isFloat()) {
      return Lax.unary(UnaryOp.IS_FINITE, x);
    }
    if (x.dtype().isComplex()) {
      return Lax.and(Lax.unary(UnaryOp.IS_FINITE, Lax.real(x)), Lax.unary(UnaryOp.IS_FINITE, Lax.imag(x)));
    }
    return constant(x, true);
  }

  private static Value constant(Value x, boolean v) {
    return Lax.full(x.shape(), HostScalar.of(DType.BOOL, false, v ? 1L : 0L));
  }

  public static Value isinf(Value x) {
    return NamedJit.call1("isinf", null, List.of(x), in -> List.of(isinfBody(in.getFirst())));
  }

  private static Value isinfBody(Value x) {
    if (x.dtype().isFloat()) {
      return Lax.eq(Lax.unary(UnaryOp.ABS, x), Lax.like(x, Double.POSITIVE_INFINITY));
    }
    if (x.dtype().isComplex()) {
      Value re = Lax.real(x);
      Value im = Lax.imag(x);
      return Lax.or(
          Lax.eq(Lax.unary(UnaryOp.ABS, re), Lax.like(re, Double.POSITIVE_INFINITY)),
          Lax.eq(Lax.unary(UnaryOp.ABS, im), Lax.like(im, Double.POSITIVE_INFINITY)));
    }
    return constant(x, false);
  }

  public static Value isposinf(Value x) {
    return isInfinity(x, Double.POSITIVE_INFINITY);
  }

  public static Value isneginf(Value x) {
    return isInfinity(x, Double.NEGATIVE_INFINITY);
  }

  private static Value isInfinity(Value x, double which) {
    if (x.dtype().isComplex()) {
      throw JaxError.value("isposinf/isneginf are not well defined for complex types");
    }
    return x.dtype().isFloat() ? Lax.eq(x, Lax.like(x, which)) : constant(x, false);
  }

  /// Whether the sign bit is set, of -0.0 and of NaNs too.
  public static Value signbit(Value x) {
    return NamedJit.call1("signbit", null, List.of(x), in -> List.of(signbitBody(in.getFirst())));
  }

  private static Value signbitBody(Value x) {
    DType t = x.dtype();
    if (t.isInteger()) {
      return Lax.lt(x, Lax.like(x, 0));
    }
    if (t.isBool()) {
      return constant(x, false);
    }
    if (!t.isFloat()) {
      throw JaxError.value("jax.numpy.signbit is not well defined for " + t.jaxName());
    }
    Value bits = Lax.bitcast(x, integerOf(t));
    return Lax.convert(Bitwise.rightShift(bits, Promote.integer(t.bits() - 1)), DType.BOOL);
  }

  private static DType integerOf(DType t) {
    return switch (t.bits()) {
      case 16 -> DType.INT16;
      case 32 -> DType.INT32;
      default -> DType.INT64;
    };
  }

  /// The magnitude of `x1` with the sign of `x2`.
  public static Value copysign(Value x1, Value x2) {
    return NamedJit.call1(
        "copysign",
        null,
        List.of(x1, x2),
        in -> {
          List<Value> p = Promote.argsInexact("copysign", in.get(0), in.get(1));
          if (p.get(0).dtype().isComplex()) {
            throw JaxError.type("copysign does not support complex-valued inputs");
          }
          Value negative = signbit(p.get(1));
          return List.of(
              Selection.where(negative, Lax.neg(Lax.unary(UnaryOp.ABS, p.get(0))), Lax.unary(UnaryOp.ABS, p.get(0))));
        });
  }

  /// 0 for negative `x1`, 1 for positive, `x2` at zero.
  public static Value heaviside(Value x1, Value x2) {
    return NamedJit.call1(
        "heaviside",
        null,
        List.of(x1, x2),
        in -> {
          List<Value> p = Promote.dtypesInexact(in);
          Value x = p.get(0);
          Value zero = Promote.constant(x, 0);
          return List.of(
              Selection.where(
                  Lax.lt(x, zero),
                  zero,
                  Selection.where(
                      Lax.gt(x, zero), Promote.constant(x, 1), Selection.where(Lax.ne(x, x), x, p.get(1)))));
        });
  }

  /// `|a - b| <= atol + rtol * |b|`, element by element.
  public static Value isclose(Value a, Value b) {
    return isclose(a, b, RTOL, ATOL, false);
  }

  public static Value isclose(Value a, Value b, Value rtol, Value atol, boolean equalNan) {
    if (rtol == RTOL && atol == ATOL) {
      return NamedJit.call1(
          "isclose",
          equalNan,
          List.of(a, b),
          in -> List.of(iscloseBody(in.get(0), in.get(1), Promote.number(1e-5), Promote.number(1e-8), equalNan)));
    }
    return NamedJit.call1(
        "isclose",
        equalNan,
        List.of(a, b, rtol, atol),
        in -> List.of(iscloseBody(in.get(0), in.get(1), in.get(2), in.get(3), equalNan)));
  }

  private static Value iscloseBody(Value a, Value b, Value rtol, Value atol, boolean equalNan) {
    List<Value> p = Promote.argsInexact("isclose", a, b);
    Value x = p.get(0);
    Value y = p.get(1);
    DType t = x.dtype().realType();
    Value r = Lax.convert(rtol, t);
    Value s = Lax.convert(atol, t);
    Value bothNan = Lax.and(isnan(x), isnan(y));
    Value finite = isfinite(y);
    Value within = Lax.le(Lax.unary(UnaryOp.ABS, Lax.sub(x, y)), Lax.add(s, Lax.mul(r, Lax.unary(UnaryOp.ABS, y))));
    Value out = Lax.or(Lax.eq(x, y), Lax.and(finite, within));
    return equalNan ? Lax.or(out, bothNan) : out;
  }

  /// Whether all elements are close.
  public static Value allclose(Value a, Value b, Value rtol, Value atol, boolean equalNan) {
    if (rtol == RTOL && atol == ATOL) {
      return NamedJit.call1(
          "allclose",
          equalNan,
          List.of(a, b),
          in -> {
            Value r = Promote.number(1e-5);
            return List.of(Reductions.all(isclose(in.get(0), in.get(1), r, Promote.number(1e-8), equalNan)));
          });
    }
    return NamedJit.call1(
        "allclose",
        equalNan,
        List.of(a, b, rtol, atol),
        in -> List.of(Reductions.all(isclose(in.get(0), in.get(1), in.get(2), in.get(3), equalNan))));
  }

  /// Whether shapes and all elements are equal.
  public static Value arrayEqual(Value a, Value b, boolean equalNan) {
    if (!a.shape().equals(b.shape())) {
      return Promote.materialize(HostScalar.of(DType.BOOL, false, 0L));
    }
    Value eq = Comparison.equal(a, b);
    if (equalNan) {
      eq = Comparison.logicalOr(eq, Comparison.logicalAnd(isnan(a), isnan(b)));
    }
    return Reductions.all(eq);
  }

  private static Value tolerance(Arguments a, String name) {
    boolean relative = name.equals("rtol");
    HostScalar usual = relative ? RTOL : ATOL;
    return a.get(name) instanceof Double d && d == usual.real() ? usual : a.value(name);
  }

  private static Value bool(boolean b) {
    return Promote.materialize(HostScalar.of(DType.BOOL, false, b ? 1L : 0L));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("isnan(x, /)", "Whether elements are NaN.", a -> isnan(a.value("x")));
    m.function("isfinite(x, /)", "Whether elements are neither infinite nor NaN.", a -> isfinite(a.value("x")));
    m.function("isinf(x, /)", "Whether elements are infinite.", a -> isinf(a.value("x")));
    m.function("isposinf(x, /, out=None)", "Whether elements are +infinity.", a -> isposinf(a.value("x")));
    m.function("isneginf(x, /, out=None)", "Whether elements are -infinity.", a -> isneginf(a.value("x")));
    m.function(
        "isreal(x)",
        "Whether imaginary parts are zero.",
        a -> {
          Value i = Arithmetic.imag(a.value("x"));
          return Comparison.equal(i, Promote.integer(0));
        });
    m.function(
        "iscomplex(x)",
        "Whether imaginary parts are not zero.",
        a -> {
          Value i = Arithmetic.imag(a.value("x"));
          return Comparison.notEqual(i, Promote.integer(0));
        });
    m.function("iscomplexobj(x)", "Whether the type is complex.", a -> a.value("x").dtype().isComplex());
    m.function("isrealobj(x)", "Whether the type is not complex.", a -> !a.value("x").dtype().isComplex());
    m.function(
        "isscalar(element)",
        "Whether the argument is a number or an array of rank 0.",
        a -> {
          Value v = Arguments.toValue(a.get("element"));
          return v != null && v.rank() == 0;
        });
    m.function("signbit(x, /)", "Whether the sign bit is set.", a -> signbit(a.value("x")));
    m.function(
        "copysign(x1, x2, /)", "Magnitude of x1 with the sign of x2.", a -> copysign(a.value("x1"), a.value("x2")));
    m.function("heaviside(x1, x2, /)", "Heaviside's step, x2 at zero.", a -> heaviside(a.value("x1"), a.value("x2")));
    m.function(
        "isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)",
        "Whether elements are equal within a tolerance.",
        a -> isclose(a.value("a"), a.value("b"), tolerance(a, "rtol"), tolerance(a, "atol"), a.flag("equal_nan")));
    m.function(
        "allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)",
        "Whether all elements are equal within a tolerance.",
        a -> allclose(a.value("a"), a.value("b"), tolerance(a, "rtol"), tolerance(a, "atol"), a.flag("equal_nan")));
    m.function(
        "array_equal(a1, a2, equal_nan=False)",
        "Whether two arrays have equal shapes and elements.",
        a -> arrayEqual(Creation.asarray(a.get("a1")), Creation.asarray(a.get("a2")), a.flag("equal_nan")));
    m.function(
        "array_equiv(a1, a2)",
        "Whether two arrays have equal elements after broadcasting.",
        a -> {
          Value x = Creation.asarray(a.get("a1"));
          Value y = Creation.asarray(a.get("a2"));
          return Reductions.all(Comparison.equal(x, y));
        });
  }
}
