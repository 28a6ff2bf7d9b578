package gradwright.cpu.math;

import gradwright.cpu.ir.Value;

/// The logarithm of the gamma function and its derivative, for doubles. Bodies only; [Functions] wraps them.
final class GammaFunctions {
  private GammaFunctions() {}

  /// `log |gamma(x)|`; infinite at 0 and the negative integers.
  static Value lgamma(Real r, Value x) {
    Value a = r.abs(x);
    Value positive = lgammaOfPositive(r, a);
    Value sin = r.abs(Trigonometry.ofPi(r, a).sin());
    Value reflected = r.sub(Exponentials.log(r, r.div(r.c(Math.PI), r.mul(a, sin))), positive);
    Value reflect = r.f().and(r.lt(x, 0), r.gt(a, 0x1p-70));
    Value result = r.select(reflect, reflected, positive);
    Value pole = r.f().and(r.lt(x, 0), r.eq(r.f().floor(x), x)); // all large negative numbers too
    return r.select(r.f().or(pole, r.eq(a, Double.POSITIVE_INFINITY)), Double.POSITIVE_INFINITY, result);
  }

  private static Value lgammaOfPositive(Real r, Value a) {
    Value below = r.lt(a, 1);
    Value far = r.ge(a, 8);
    // gamma(a) = gamma(y) product, with y in [1, 2.5)
    Value y = r.select(below, r.add(a, 1), r.clamp(1, a, 8));
    Value product = r.c(1);
    for (int k = 0; k < 6; k++) {
      Value high = r.ge(y, 2.5);
      Value lower = r.sub(y, 1);
      y = r.select(high, lower, y);
      product = r.select(high, r.mul(product, lower), product);
    }
    Value low = r.lt(y, 1.5);
    Value t = r.sub(y, r.select(low, r.c(1.25), r.c(2)));
    Value p = r.horner(t, Polynomials.LGAMMA_HIGH);
    p = r.select(low, r.horner(t, Polynomials.LGAMMA_LOW), p);
    // y - 1 and y - 2, which for a < 1 must not suffer from the rounding of y = a + 1
    Value fromOne = r.select(below, a, r.sub(y, 1));
    Value fromTwo = r.select(below, r.sub(a, 1), r.sub(y, 2));
    Value near = r.mul(r.mul(fromOne, fromTwo), p);
    Value log = Exponentials.log(r, r.select(far, a, r.select(below, a, product)));
    near = r.select(below, r.sub(near, log), r.add(near, log));

    Value inverse = r.div(r.c(1), a);
    Value stirling = r.mul(inverse, r.horner(r.mul(inverse, inverse), Polynomials.STIRLING));
    stirling = r.add(stirling, 0.5 * Math.log(2 * Math.PI) - 0.5);
    stirling = r.fma(r.sub(a, 0.5), r.sub(log, 1), stirling);
    return r.select(far, stirling, near);
  }

  /// The derivative of `log gamma(x)`; NaN at 0 and the negative integers.
  static Value digamma(Real r, Value x) {
    Value negative = r.lt(x, 0);
    Value y = r.select(negative, r.sub(1, x), x);
    // sum of 1/(y + k) below 10, as one fraction
    Value numerator = r.c(0);
    Value denominator = r.c(1);
    for (int k = 0; k < 10; k++) {
      Value small = r.lt(y, 10);
      numerator = r.select(small, r.fma(numerator, y, denominator), numerator);
      denominator = r.select(small, r.mul(denominator, y), denominator);
      y = r.select(small, r.add(y, 1), y);
    }
    Value inverse = r.div(r.c(1), y);
    Value square = r.mul(inverse, inverse);
    Value series = r.mul(square, r.horner(square, Polynomials.DIGAMMA));
    Value result = r.sub(r.sub(Exponentials.log(r, y), r.fma(inverse, 0.5, series)), r.div(numerator, denominator));
    Trigonometry.OfPi angle = Trigonometry.ofPi(r, x);
    Value reflection = r.div(r.mul(angle.cos(), Math.PI), angle.sin());
    result = r.select(negative, r.sub(result, reflection), result);
    Value pole = r.f().and(r.lt(x, 0x1p-1074), r.eq(r.f().floor(x), x));
    return r.select(pole, Double.NaN, result);
  }
}
