package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Rounding of floats. Integers and booleans stay as they are.
public final class Rounding {
  private Rounding() {}

  private static boolean whole(Value x) {
    return x.dtype().isInteger() || x.dtype().isBool();
  }

  public static Value floor(Value x) {
    return whole(x) ? x : Lax.unary(UnaryOp.FLOOR, Promote.inexact(x));
  }

  public static Value ceil(Value x) {
    return whole(x) ? x : Lax.unary(UnaryOp.CEIL, Promote.inexact(x));
  }

  /// Towards zero.
  public static Value trunc(Value x) {
    return NamedJit.call1(
        "trunc",
        null,
        List.of(x),
        in -> {
          Value a = in.getFirst();
          return List.of(whole(a) ? a : Selection.where(Lax.lt(a, Lax.like(a, 0)), ceil(a), floor(a)));
        });
  }

  /// To the nearest integer, half to even.
  public static Value rint(Value x) {
    return NamedJit.call1("rint", null, List.of(x), in -> List.of(rintBody(in.getFirst())));
  }

  private static Value rintBody(Value x) {
    if (whole(x)) {
      return Lax.convert(x, Promote.defaultFloat());
    }
    if (x.dtype().isComplex()) {
      return Lax.complex(rint(Lax.real(x)), rint(Lax.imag(x)));
    }
    return toEven(x);
  }

  private static Value toEven(Value x) {
    return Lax.bind1(new Elementwise.Round(true), x);
  }

  /// To the nearest integer, half away from zero.
  public static Value roundAwayFromZero(Value x) {
    return Lax.bind1(new Elementwise.Round(false), x);
  }

  /// To a number of decimals, half to even.
  public static Value round(Value x, int decimals) {
    return NamedJit.call1("round", decimals, List.of(x), in -> List.of(roundBody(in.getFirst(), decimals)));
  }

  private static Value roundBody(Value x, int decimals) {
    DType t = x.dtype();
    if (t.isInteger()) {
      if (decimals < 0) {
        throw JaxError.notImplemented("integer np.round not implemented for decimals < 0");
      }
      return x;
    }
    if (decimals > Math.log10(FloatLimits.of(t).max())) {
      return x;
    }
    if (t.isComplex()) {
      return Lax.complex(roundFloat(Lax.real(x), decimals), roundFloat(Lax.imag(x), decimals));
    }
    return roundFloat(x, decimals);
  }

  private static Value roundFloat(Value x, int decimals) {
    if (decimals == 0) {
      return toEven(x);
    }
    boolean half = x.dtype() == DType.FLOAT16;
    Value a = half ? Lax.convert(x, DType.FLOAT32) : x;
    Value factor = Lax.like(a, Math.pow(10, decimals));
    Value r = Lax.div(toEven(Lax.mul(a, factor)), factor);
    return half ? Lax.convert(r, DType.FLOAT16) : r;
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("floor(x, /)", "Largest integer not above x.", a -> floor(a.value("x")));
    m.function("ceil(x, /)", "Smallest integer not below x.", a -> ceil(a.value("x")));
    m.function("trunc(x)", "x rounded towards zero.", a -> trunc(a.value("x")));
    m.function("fix(x, out=None)", "x rounded towards zero.", a -> trunc(a.value("x")));
    m.function("rint(x, /)", "Nearest integer, half to even.", a -> rint(a.value("x")));
    m.function(
        "round(a, decimals=0, out=None)",
        "a rounded to a number of decimals, half to even.",
        a -> {
          Unsupported.out(a, "round");
          return round(a.value("a"), a.integer("decimals"));
        });
    m.alias("around", "round");
  }
}
