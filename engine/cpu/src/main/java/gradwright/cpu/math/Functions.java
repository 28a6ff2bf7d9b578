package gradwright.cpu.math;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;
import java.util.Locale;

/// Transcendental functions as kernel code, written once for f32 and f64, scalars and vectors.
///
/// The first use of a function in a module defines it; short ones are inlined where used. Results are within 2 ulp (f32)
/// or 4 ulp (f64) of the exact value, with the right values at zeros, infinities, NaN and subnormals. f16 and bf16
/// operands are computed in f32 and rounded. The constants for the rarer f32 functions would buy little: those are
/// computed in f64.
public final class Functions {
  private Functions() {}

  /// Emits `function(x)`; `x` is of a floating type.
  public static Value unary(IrFunction f, UnaryFunction function, Value x) {
    Scalar scalar = x.scalar();
    if (scalar == Scalar.F16 || scalar == Scalar.BF16) {
      return Casts.cast(f, unary(f, function, Casts.cast(f, x, Scalar.F32)), scalar);
    }
    boolean before = f.contract(false);
    try {
      if (function == UnaryFunction.SQRT) {
        return f.sqrt(x);
      }
      if (function == UnaryFunction.RSQRT) {
        return f.div(f.constant(x.type(), 1.0), f.sqrt(x));
      }
      if (scalar == Scalar.F32 && inDouble(function)) {
        return f.convert("fptrunc", unary(f, function, f.convert("fpext", x, Scalar.F64)), Scalar.F32);
      }
      String name = "gw." + function.name().toLowerCase(Locale.ROOT) + "." + x.type().suffix();
      boolean inline = inline(function, scalar);
      f.module()
          .define(
              name,
              x.type(),
              List.of(x.type()),
              inline,
              g -> g.end(body(new Real(g, x.type()), function, g.parameters().getFirst())));
      return f.call(name, x.type(), inline, x);
    } finally {
      f.contract(before);
    }
  }

  /// Emits `function(x, y)`; both of the same floating type.
  public static Value binary(IrFunction f, BinaryFunction function, Value x, Value y) {
    Scalar scalar = x.scalar();
    if (function == BinaryFunction.NEXTAFTER) {
      return Rounding.nextAfter(f, x, y);
    }
    if (scalar == Scalar.F16 || scalar == Scalar.BF16) {
      Value result = binary(f, function, Casts.cast(f, x, Scalar.F32), Casts.cast(f, y, Scalar.F32));
      return Casts.cast(f, result, scalar);
    }
    boolean before = f.contract(false);
    try {
      String name = "gw." + function.name().toLowerCase(Locale.ROOT) + "." + x.type().suffix();
      f.module()
          .define(
              name,
              x.type(),
              List.of(x.type(), x.type()),
              false,
              g -> {
                Real r = new Real(g, x.type());
                Value a = g.parameters().get(0);
                Value b = g.parameters().get(1);
                g.end(
                    switch (function) {
                      case POW -> Exponentials.pow(r, a, b);
                      case ATAN2 -> Trigonometry.atan2(r, a, b);
                      case REM -> Rounding.remainder(r, a, b);
                      case NEXTAFTER -> throw new IllegalStateException();
                    });
              });
      return f.call(name, x.type(), false, x, y);
    } finally {
      f.contract(before);
    }
  }

  /// Emits `x^n` by repeated squaring; f16 and bf16 in f32.
  public static Value integerPower(IrFunction f, Value x, int n) {
    if (x.scalar() == Scalar.F16 || x.scalar() == Scalar.BF16) {
      return Casts.cast(f, Powers.integerPower(f, Casts.cast(f, x, Scalar.F32), n), x.scalar());
    }
    return Powers.integerPower(f, x, n);
  }

  private static boolean inDouble(UnaryFunction function) {
    return switch (function) {
      case TAN, ASIN, ACOS, SINH, COSH, ASINH, ACOSH, ATANH, CBRT, ERFC, LGAMMA, DIGAMMA, BESSEL_I0E, BESSEL_I1E ->
          true;
      default -> false;
    };
  }

  private static boolean inline(UnaryFunction function, Scalar scalar) {
    return scalar == Scalar.F32
        && switch (function) {
          case EXP, EXP2, EXPM1, LOG, LOG1P, TANH, LOGISTIC, ERF -> true;
          default -> false;
        };
  }

  private static Value body(Real r, UnaryFunction function, Value x) {
    if (!r.wide()) {
      switch (function) {
        case EXP -> {
          return SingleFunctions.exp(r, x);
        }
        case LOG -> {
          return SingleFunctions.log(r, x);
        }
        case LOG1P -> {
          return SingleFunctions.log1p(r, x);
        }
        case TANH -> {
          return SingleFunctions.tanh(r, x);
        }
        case LOGISTIC -> {
          return SingleFunctions.logistic(r, x);
        }
        case ERF -> {
          return SingleFunctions.erf(r, x);
        }
        case ERF_INV -> {
          return SingleFunctions.erfInv(r, x);
        }
        default -> {}
      }
    }
    return switch (function) {
      case EXP -> Exponentials.exp(r, x, 0);
      case EXP2 -> Exponentials.exp2(r, x);
      case EXPM1 -> Exponentials.expm1(r, x);
      case LOG -> Exponentials.log(r, x);
      case LOG1P -> Exponentials.log1p(r, x);
      case LOGISTIC -> Exponentials.logistic(r, x);
      case SIN -> Trigonometry.sinOrCos(r, x, false);
      case COS -> Trigonometry.sinOrCos(r, x, true);
      case TAN -> Trigonometry.tan(r, x);
      case ASIN -> Trigonometry.asin(r, x);
      case ACOS -> Trigonometry.acos(r, x);
      case ATAN -> Trigonometry.atan(r, x);
      case SINH -> Hyperbolics.sinh(r, x);
      case COSH -> Hyperbolics.cosh(r, x);
      case TANH -> Hyperbolics.tanh(r, x);
      case ASINH -> Hyperbolics.asinh(r, x);
      case ACOSH -> Hyperbolics.acosh(r, x);
      case ATANH -> Hyperbolics.atanh(r, x);
      case CBRT -> Powers.cbrt(r, x);
      case ERF -> ErrorFunctions.erf(r, x);
      case ERFC -> ErrorFunctions.erfc(r, x);
      case ERF_INV -> ErrorFunctions.erfInv(r, x);
      case LGAMMA -> GammaFunctions.lgamma(r, x);
      case DIGAMMA -> GammaFunctions.digamma(r, x);
      case BESSEL_I0E -> BesselFunctions.i0e(r, x);
      case BESSEL_I1E -> BesselFunctions.i1e(r, x);
      case SQRT, RSQRT -> throw new IllegalStateException(function + " is an instruction");
    };
  }
}
