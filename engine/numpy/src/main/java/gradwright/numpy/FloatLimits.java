package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;

/// The limits of a floating-point type, as `jnp.finfo` tells them. For complex types those of their parts.
public record FloatLimits(
    DType dtype,
    int bits,
    double eps,
    double epsneg,
    double max,
    double tiny,
    double smallestSubnormal,
    int exponentBits,
    int mantissaBits,
    int minExponent,
    int maxExponent,
    int precision,
    double resolution) {
  /// The limits of a float or complex type; ValueError for others.
  public static FloatLimits of(DType t) {
    return switch (t.code()) {
      case FLOAT16 -> make(t, 5, 10, 3);
      case BFLOAT16 -> make(t, 8, 7, 2);
      case FLOAT32 -> make(t, 8, 23, 6);
      case FLOAT64 -> make(t, 11, 52, 15);
      case COMPLEX64 -> of(DType.FLOAT32);
      case COMPLEX128 -> of(DType.FLOAT64);
      default -> throw JaxError.value("data type <class 'numpy." + t.jaxName() + "'> not inexact");
    };
  }

  private static FloatLimits make(DType t, int exponent, int mantissa, int precision) {
    int maxExponent = 1 << (exponent - 1);
    int minExponent = 2 - maxExponent;
    double eps = Math.scalb(1.0, -mantissa);
    return new FloatLimits(
        t,
        t.bits(),
        eps,
        eps / 2,
        Math.scalb(2.0 - eps, maxExponent - 1),
        Math.scalb(1.0, minExponent),
        Math.scalb(1.0, minExponent - mantissa),
        exponent,
        mantissa,
        minExponent,
        maxExponent,
        precision,
        Math.pow(10, -precision));
  }
}
