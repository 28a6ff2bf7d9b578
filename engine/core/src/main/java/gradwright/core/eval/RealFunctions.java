package gradwright.core.eval;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Elementwise functions of real numbers in double precision.
final class RealFunctions {
  private RealFunctions() {}

  static DoubleUnaryOperator unary(UnaryOp op) {
    return switch (op) {
      case NEG -> x -> -x;
      case SIGN -> x -> Math.signum(x);
      case FLOOR -> x -> Math.floor(x);
      case CEIL -> x -> Math.ceil(x);
      case EXP -> x -> Math.exp(x);
      case EXP2 -> x -> Math.pow(2, x);
      case EXPM1 -> x -> Math.expm1(x);
      case LOG -> x -> Math.log(x);
      case LOG1P -> x -> Math.log1p(x);
      case SIN -> x -> Math.sin(x);
      case COS -> x -> Math.cos(x);
      case TAN -> x -> Math.tan(x);
      case ASIN -> x -> Math.asin(x);
      case ACOS -> x -> Math.acos(x);
      case ATAN -> x -> Math.atan(x);
      case SINH -> x -> Math.sinh(x);
      case COSH -> x -> Math.cosh(x);
      case TANH -> x -> Math.tanh(x);
      case ASINH -> RealFunctions::asinh;
      case ACOSH -> RealFunctions::acosh;
      case ATANH -> x -> 0.5 * (Math.log1p(x) - Math.log1p(-x));
      case LOGISTIC -> x -> 1 / (1 + Math.exp(-x));
      case SQRT -> x -> Math.sqrt(x);
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case CBRT -> x -> Math.cbrt(x);
      case SQUARE -> x -> x * x;
      case ABS -> x -> Math.abs(x);
      case LGAMMA -> GammaFunctions::lgamma;
      case DIGAMMA -> GammaFunctions::digamma;
      case ERF -> ErrorFunctions::erf;
      case ERFC -> ErrorFunctions::erfc;
      case ERF_INV -> ErrorFunctions::erfInv;
      case BESSEL_I0E -> BesselFunctions::i0e;
      case BESSEL_I1E -> BesselFunctions::i1e;
      case REAL, IMAG, CONJ, NOT, POPULATION_COUNT, CLZ, COPY, STOP_GRADIENT, IS_FINITE ->
          throw new IllegalArgumentException(op.jaxName());
    };
  }

  static DoubleBinaryOperator binary(BinaryOp op) {
    return switch (op) {
      case POW -> RealFunctions::pow;
      case ATAN2 -> (y, x) -> Math.atan2(y, x);
      case IGAMMA -> IncompleteGamma::igamma;
      case IGAMMAC -> IncompleteGamma::igammac;
      case IGAMMA_GRAD_A -> IncompleteGamma::igammaGradA;
      case RANDOM_GAMMA_GRAD -> IncompleteGamma::randomGammaGrad;
      case POLYGAMMA -> GammaFunctions::polygamma;
      case ZETA -> GammaFunctions::zeta;
      default -> throw new IllegalArgumentException(op.jaxName());
    };
  }

  /// C's pow: 1 when the exponent is 0 or the base 1, whatever the other is; 1 for -1 to an infinite power.
  static double pow(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    return Math.pow(x, y);
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    if (a > 1e150) {
      return Math.copySign(Math.log(a) + Math.log(2), x);
    }
    double a2 = a * a;
    return Math.copySign(Math.log1p(a + a2 / (1 + Math.sqrt(a2 + 1))), x);
  }

  static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    if (x > 1e150) {
      return Math.log(x) + Math.log(2);
    }
    double t = x - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }
}
