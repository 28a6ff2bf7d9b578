package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.CustomRules;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Floats taken apart and put together: mantissa and exponent, fraction and whole part, replaced NaN.
public final class FloatParts {
  private FloatParts() {}

  private static DType integer(DType t) {
    return switch (t.bits()) {
      case 16 -> DType.INT16;
      case 32 -> DType.INT32;
      default -> DType.INT64;
    };
  }

  /// Mantissa in [0.5, 1) and exponent with `x = m * 2**e`.
  public static List<Value> frexp(Value x) {
    return NamedJit.call("frexp", null, List.of(x), in -> frexpCall(Promote.inexact(in.getFirst())));
  }

  private static List<Value> frexpCall(Value x) {
    if (x.dtype().isComplex()) {
      throw JaxError.type("frexp does not support complex-valued inputs");
    }
    return Lax.bind(new Call.CustomJvpCall("_frexp", in -> frexpBody(in.getFirst()), FREXP, false), x);
  }

  /// The mantissa moves by the tangent scaled; the exponent has none.
  private static final CustomRules.Jvp FREXP =
      new CustomRules.Jvp() {
        @Override
        public String name() {
          return "_frexp_jvp";
        }

        @Override
        public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
          Value t = (Value) tangents.getFirst();
          List<Value> out = frexp(primals.getFirst());
          Value scale = Elementary.exp2(Lax.neg(Promote.convert(out.get(1), t.dtype())));
          return new CustomRules.Duals(out, List.of(Arithmetic.multiply(t, scale), Tangent.Zero.like(out.get(1))));
        }
      };

  /// exp(|x|) times the scaled Bessel function, whose derivative is that of order 1.
  private static final CustomRules.Jvp I0 =
      new CustomRules.Jvp() {
        @Override
        public String name() {
          return "_i0_jvp";
        }

        @Override
        public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
          Value x = primals.getFirst();
          Value slope = Lax.mul(Lax.unary(UnaryOp.EXP, Lax.unary(UnaryOp.ABS, x)), Lax.unary(UnaryOp.BESSEL_I1E, x));
          return new CustomRules.Duals(List.of(i0(x)), List.of(Lax.mul((Value) tangents.getFirst(), slope)));
        }
      };

  /// The modified Bessel function of order 0.
  public static Value besselI0(Value x) {
    Value v = Promote.inexact(x);
    if (!v.dtype().isFloat()) {
      throw JaxError.value("Unsupported input type to jax.numpy.i0: " + v.dtype().jaxName());
    }
    return NamedJit.call1("i0", null, List.of(x), in -> List.of(i0(Promote.inexact(in.getFirst()))));
  }

  private static Value i0(Value x) {
    return Lax.bind1(
        new Call.CustomJvpCall(
            "_i0",
            in -> {
              Value a = Lax.unary(UnaryOp.ABS, in.getFirst());
              return List.of(Lax.mul(Lax.unary(UnaryOp.EXP, a), Lax.unary(UnaryOp.BESSEL_I0E, a)));
            },
            I0,
            false),
        x);
  }

  private static List<Value> frexpBody(Value x) {
    FloatLimits f = FloatLimits.of(x.dtype());
    DType t = integer(x.dtype());
    long mask = (1L << f.exponentBits()) - 1;
    long bias = 1 - f.minExponent();
    Value small = Lax.lt(Lax.unary(UnaryOp.ABS, x), Lax.like(x, f.tiny()));
    Value scaled = Selection.where(small, Lax.mul(x, Lax.like(x, Math.scalb(1.0, f.mantissaBits()))), x);
    Value shift = Selection.where(small, HostScalar.of(t, false, -f.mantissaBits()), HostScalar.of(t, false, 0L));
    Value bits = Lax.bitcast(scaled, t);
    Value exponent =
        Lax.and(Bitwise.rightShift(bits, HostScalar.of(t, false, f.mantissaBits())), HostScalar.of(t, false, mask));
    exponent = Lax.add(Lax.sub(exponent, HostScalar.of(t, false, bias)), HostScalar.of(t, false, 1L));
    exponent = Lax.add(shift, exponent);
    Value m = Lax.and(bits, HostScalar.of(t, false, ~(mask << f.mantissaBits())));
    m = Lax.or(m, HostScalar.of(t, false, (bias - 1) << f.mantissaBits()));
    m = Lax.bitcast(m, x.dtype());
    Value special = Lax.or(Lax.or(Classify.isinf(x), Lax.ne(x, x)), Lax.eq(x, Lax.like(x, 0)));
    exponent = Selection.where(special, Creation.zerosLike(exponent), exponent);
    return List.of(Selection.where(special, x, m), Lax.convert(exponent, DType.INT32));
  }

  /// `x1 * 2**x2` for integer `x2`.
  public static Value ldexp(Value x1, Value x2) {
    if (x1.dtype().isComplex() || x2.dtype().isInexact()) {
      throw JaxError.value(
          "ldexp not supported for input types (dtype('"
              + x1.dtype().jaxName()
              + "'), dtype('"
              + x2.dtype().jaxName()
              + "'))");
    }
    return NamedJit.call1(
        "ldexp",
        null,
        List.of(x1, x2),
        in -> {
          Value x = Promote.inexact(in.get(0));
          Value by = Lax.convert(in.get(1), x.dtype());
          List<Value> parts = frexp(x);
          Value m = parts.get(0);
          Value e = Arithmetic.add(Lax.convert(parts.get(1), x.dtype()), by);
          Value positive = Comparison.greater(e, Promote.integer(0));
          m = Selection.where(positive, Arithmetic.multiply(m, Promote.integer(2)), m);
          Value positive2 = Comparison.greater(e, Promote.integer(0));
          e = Selection.where(positive2, Arithmetic.subtract(e, Promote.integer(1)), e);
          Value r = Arithmetic.multiply(m, Arithmetic.power(Promote.integer(2), e));
          Value same = Bitwise.or(Classify.isinf(x), Comparison.equal(x, Promote.integer(0)));
          return List.of(Selection.where(same, x, r));
        });
  }

  /// Fraction and whole part, both with the sign of `x`.
  public static List<Value> modf(Value x) {
    return NamedJit.call(
        "modf",
        null,
        List.of(x),
        in -> {
          Value a = Promote.inexact(in.getFirst());
          Value up = Lax.ge(a, Lax.like(a, 0));
          Value whole = Selection.where(up, Rounding.floor(a), Rounding.ceil(a));
          return List.of(Arithmetic.subtract(a, whole), whole);
        });
  }

  /// NaN and infinities replaced; null takes 0 and the type's extremes.
  public static Value nanToNum(Value x, Value nan, Value positive, Value negative) {
    java.util.ArrayList<Value> in = new java.util.ArrayList<>(List.of(x));
    for (Value v : java.util.Arrays.asList(nan, negative, positive)) {
      if (v != null) {
        in.add(v);
      }
    }
    boolean hasNan = nan != null;
    boolean hasNegative = negative != null;
    boolean hasPositive = positive != null;
    return NamedJit.call1(
        "nan_to_num",
        List.of(hasNan, hasNegative, hasPositive),
        in,
        a -> {
          int at = 1;
          Value n = hasNan ? a.get(at++) : Promote.number(0.0);
          Value lo = hasNegative ? a.get(at++) : null;
          Value hi = hasPositive ? a.get(at) : null;
          return List.of(nanToNumBody(a.getFirst(), n, hi, lo));
        });
  }

  private static Value nanToNumBody(Value x, Value nan, Value positive, Value negative) {
    if (!x.dtype().isInexact()) {
      return x;
    }
    if (x.dtype().isComplex()) {
      return Lax.complex(
          nanToNum(Lax.real(x), nan, positive, negative), nanToNum(Lax.imag(x), nan, positive, negative));
    }
    double max = FloatLimits.of(x.dtype()).max();
    Value hi = positive == null ? Lax.like(x, max) : positive;
    Value lo = negative == null ? Lax.like(x, -max) : negative;
    Value isnan = Classify.isnan(x);
    Value out = Selection.where(isnan, Promote.convert(nan, x.dtype()), x);
    Value up = Classify.isposinf(out);
    out = Selection.where(up, Promote.convert(hi, x.dtype()), out);
    Value down = Classify.isneginf(out);
    return Selection.where(down, Promote.convert(lo, x.dtype()), out);
  }

  /// The distance to the next float away from zero.
  public static Value spacing(Value x) {
    Value a = Promote.inexact(x);
    if (a.dtype().isComplex()) {
      throw JaxError.value("jnp.spacing is not defined for complex inputs.");
    }
    Value infinity = Lax.like(a, Double.POSITIVE_INFINITY);
    if (a.dtype() == DType.FLOAT16) {
      return Arithmetic.subtract(Arithmetic.nextafter(a, infinity), a);
    }
    Value r = Arithmetic.subtract(Arithmetic.nextafter(a, Classify.copysign(infinity, a)), a);
    Value least = Lax.like(a, FloatLimits.of(a.dtype()).smallestSubnormal());
    return Selection.where(Comparison.equal(r, Promote.integer(0)), Classify.copysign(least, a), r);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("frexp(x, /)", "Mantissa and exponent.", a -> Sequences.tuple(frexp(a.value("x"))));
    m.function("ldexp(x1, x2, /)", "x1 * 2**x2.", a -> ldexp(a.value("x1"), a.value("x2")));
    m.function(
        "modf(x, /, out=None)",
        "Fraction and whole part.",
        a -> {
          Unsupported.out(a, "modf");
          return Sequences.tuple(modf(a.value("x")));
        });
    m.function(
        "nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)",
        "NaN and infinities replaced by numbers.",
        a ->
            nanToNum(
                a.value("x"),
                a.get("nan") instanceof Double d && d == 0.0 ? null : a.value("nan"),
                a.valueOrNull("posinf"),
                a.valueOrNull("neginf")));
    m.function("spacing(x, /)", "The distance to the next float.", a -> spacing(a.value("x")));
    m.function("i0(x)", "Modified Bessel function of order 0.", a -> besselI0(a.value("x")));
  }
}
