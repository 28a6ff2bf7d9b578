package gradwright.cpu.math;

import gradwright.cpu.ir.Value;

/// Hyperbolic functions and their inverses. Bodies only; [Functions] wraps them. All but the tangent are for doubles.
final class Hyperbolics {
  private Hyperbolics() {}

  /// The hyperbolic sine.
  static Value sinh(Real r, Value x) {
    Value a = r.abs(x);
    Value t = Exponentials.expm1(r, r.clamp(0, a, 25));
    Value near = r.mul(r.add(t, r.div(t, r.add(t, 1))), 0.5);
    Value far = Exponentials.exp(r, a, -1);
    return r.copySign(r.select(r.lt(a, 22), near, far), x);
  }

  /// The hyperbolic cosine.
  static Value cosh(Real r, Value x) {
    Value half = Exponentials.exp(r, r.abs(x), -1);
    return r.add(half, r.div(r.c(0.25), half));
  }

  /// The hyperbolic tangent.
  static Value tanh(Real r, Value x) {
    Value t = Exponentials.expm1(r, r.mul(r.abs(x), -2));
    return r.copySign(r.div(t, r.add(t, 2)), x);
  }

  /// The inverse hyperbolic sine.
  static Value asinh(Real r, Value x) {
    Value a = r.abs(x);
    Value far = r.gt(a, 0x1p28);
    Value square = r.mul(a, a);
    Value excess = r.div(square, r.add(r.f().sqrt(r.add(square, 1)), 1));
    Value near = r.add(a, excess);
    Value log = Exponentials.log1p(r, r.select(far, a, near));
    Value result = r.select(far, r.add(log, Math.log(2)), log);
    return r.copySign(result, x);
  }

  /// The inverse hyperbolic cosine; NaN below 1.
  static Value acosh(Real r, Value x) {
    Value far = r.gt(x, 0x1p28);
    Value t = r.sub(x, 1);
    Value near = r.add(t, r.f().sqrt(r.fma(t, t, r.add(t, t))));
    Value log = Exponentials.log1p(r, r.select(far, x, near));
    Value result = r.select(far, r.add(log, Math.log(2)), log);
    return r.select(r.lt(x, 1), Double.NaN, result);
  }

  /// The inverse hyperbolic tangent; infinite at 1, NaN beyond.
  static Value atanh(Real r, Value x) {
    Value a = r.abs(x);
    Value doubled = r.add(a, a);
    Value quotient = r.div(r.select(r.lt(a, 0.5), r.mul(doubled, a), doubled), r.sub(1, a));
    Value argument = r.select(r.lt(a, 0.5), r.add(doubled, quotient), quotient);
    Value result = r.mul(Exponentials.log1p(r, argument), 0.5);
    return r.copySign(r.select(r.gt(a, 1), Double.NaN, result), x);
  }
}
