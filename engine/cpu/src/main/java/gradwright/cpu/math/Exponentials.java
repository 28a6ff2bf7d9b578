package gradwright.cpu.math;

import gradwright.cpu.ir.Value;

/// Exponential and logarithm, and what follows directly from them. Bodies only; [Functions] wraps them.
final class Exponentials {
  private Exponentials() {}

  /// `e^x 2^shift`: reduction by multiples of ln 2, then a polynomial. Within 1 ulp, subnormal results included.
  static Value exp(Real r, Value x, int shift) {
    return exp(r, x, null, shift);
  }

  /// `e^(x + low) 2^shift` for a tiny correction `low` (or null).
  static Value exp(Real r, Value x, Value low, int shift) {
    Value held = r.clamp(r.pick(-746, -104.5) - Math.abs(shift), x, r.pick(710.5, 89.5));
    Value t = r.fma(held, 1 / Math.log(2), r.c(r.magic()));
    Value n = r.sub(t, r.magic());
    Value remainder = r.fma(n, -r.pick(Polynomials.LN2_HIGH, Polynomials.LN2_HIGH_F32), held);
    remainder = r.fma(n, -r.pick(Polynomials.LN2_LOW, Polynomials.LN2_LOW_F32), remainder);
    if (low != null) {
      remainder = r.add(remainder, low);
    }
    return scaled(r, r.add(expm1Polynomial(r, remainder), 1), t, shift);
  }

  private static Value expm1Polynomial(Real r, Value remainder) {
    Value q = r.horner(remainder, r.pick(Polynomials.EXP, Polynomials.EXP_F32));
    return r.fma(q, r.mul(remainder, remainder), remainder);
  }

  /// `value 2^(n + shift)`, `n` in the low bits of `t`; in two steps so that subnormals round once.
  private static Value scaled(Real r, Value value, Value t, int shift) {
    Value n = r.f().sub(r.bits(t), r.i(r.magicBits() - shift));
    Value half = r.f().ashr(n, 1);
    Value rest = r.f().sub(n, half);
    return r.mul(r.mul(value, r.powerOfTwo(half)), r.powerOfTwo(rest));
  }

  /// `2^x`.
  static Value exp2(Real r, Value x) {
    Value held = r.clamp(r.pick(-1080, -152), x, r.pick(1025, 129));
    Value t = r.add(held, r.magic());
    Value fraction = r.sub(held, r.sub(t, r.magic()));
    Value high = r.mul(fraction, Math.log(2));
    // what the product lost, and ln 2 beyond its rounding
    Value low = r.fma(fraction, Math.log(2), r.neg(high));
    low = r.fma(fraction, r.pick(2.3190468138462996e-17, Math.log(2) - (float) Math.log(2)), low);
    return scaled(r, r.add(r.add(expm1Polynomial(r, high), low), 1), t, 0);
  }

  /// `e^x - 1`, accurate also near 0.
  static Value expm1(Real r, Value x) {
    Value held = r.clamp(r.pick(-40, -20), x, r.pick(709.9, 88.9));
    Value t = r.fma(held, 1 / Math.log(2), r.c(r.magic()));
    Value n = r.sub(t, r.magic());
    Value remainder = r.fma(n, -r.pick(Polynomials.LN2_HIGH, Polynomials.LN2_HIGH_F32), held);
    Value exact = remainder;
    remainder = r.fma(n, -r.pick(Polynomials.LN2_LOW, Polynomials.LN2_LOW_F32), remainder);
    Value lost = r.fma(n, -r.pick(Polynomials.LN2_LOW, Polynomials.LN2_LOW_F32), r.sub(exact, remainder));
    Value q = r.horner(remainder, r.pick(Polynomials.EXP, Polynomials.EXP_F32));
    Value p = r.fma(q, r.mul(remainder, remainder), lost);
    p = r.add(p, remainder);
    Value halved = r.powerOfTwo(r.f().sub(r.bits(t), r.i(r.magicBits() + 1)));
    Value result = r.mul(r.fma(p, halved, r.sub(halved, 0.5)), 2);
    return r.select(r.lt(r.abs(x), r.pick(0x1p-54, 0x1p-25)), x, result);
  }

  /// `1 / (1 + e^-x)`.
  static Value logistic(Real r, Value x) {
    Value e = exp(r, r.neg(r.abs(x)), 0);
    return r.div(r.select(r.signBit(x), e, 1), r.add(e, 1));
  }

  /// A positive number as `2^k (1 + f)` with `1 + f` near 1.
  private record Split(Value k, Value f) {}

  private static Split split(Real r, Value x, Value exponentOffset) {
    double start = r.pick(Math.sqrt(0.5), 2 / 3.0);
    long startBits = r.wide() ? Double.doubleToRawLongBits(start) : Float.floatToRawIntBits((float) start);
    long exponentMask = r.wide() ? 0xfff0_0000_0000_0000L : 0xff80_0000L;
    Value bits = r.bits(x);
    Value exponent = r.f().and(r.f().sub(bits, r.i(startBits)), r.i(exponentMask));
    Value mantissa = r.fromBits(r.f().sub(bits, exponent));
    Value k = r.toFloat(r.f().ashr(exponent, r.mantissaBits()));
    return new Split(exponentOffset == null ? k : r.add(k, exponentOffset), r.sub(mantissa, 1));
  }

  private static Split splitAny(Real r, Value x) {
    Value tiny = r.lt(x, r.smallestNormal());
    Value scaled = r.select(tiny, r.mul(x, r.pick(0x1p54, 0x1p25)), x);
    return split(r, scaled, r.select(tiny, r.c(r.pick(-54, -25)), r.c(0)));
  }

  /// The natural logarithm, within 1 ulp.
  static Value log(Real r, Value x) {
    return logLimits(r, x, assemble(r, splitAny(r, x), null));
  }

  /// `log(1 + x)`, accurate also near 0.
  static Value log1p(Real r, Value x) {
    Value u = r.add(x, 1);
    // what rounding 1 + x lost
    Value lost = r.select(r.gt(u, 2), r.sub(1, r.sub(u, x)), r.sub(x, r.sub(u, 1)));
    Value result = logLimits(r, u, logOfSum(r, u, lost));
    return r.select(r.lt(r.abs(x), r.pick(0x1p-54, 0x1p-25)), x, result);
  }

  /// `log(u + low)` for a normal positive `u` and a correction below its last place.
  static Value logOfSum(Real r, Value u, Value low) {
    Split parts = split(r, u, null);
    Value near = r.eq(parts.k(), 0);
    Value f = r.select(near, r.add(parts.f(), low), parts.f());
    Value correction = r.select(near, r.c(0), r.div(low, u));
    return assemble(r, new Split(parts.k(), f), correction);
  }

  private static Value assemble(Real r, Split parts, Value correction) {
    Value f = parts.f();
    Value k = parts.k();
    if (r.wide()) {
      Value s = r.div(f, r.add(f, 2));
      Value z = r.mul(s, s);
      Value series = r.mul(z, r.horner(z, Polynomials.LOG));
      Value halfSquare = r.mul(r.mul(f, 0.5), f);
      Value low = r.mul(k, Polynomials.LN2_LOW);
      low = correction == null ? low : r.add(low, correction);
      Value tail = r.fma(s, r.add(halfSquare, series), low);
      return r.fma(k, Polynomials.LN2_HIGH, r.sub(f, r.sub(halfSquare, tail)));
    }
    Value square = r.mul(f, f);
    Value p = r.horner(f, Polynomials.LOG_F32);
    p = r.fma(p, f, r.c(-0.5));
    if (correction != null) {
      return r.fma(k, (float) Math.log(2), r.add(r.fma(p, square, correction), f));
    }
    return r.fma(k, (float) Math.log(2), r.fma(p, square, f));
  }

  /// Gives the logarithm's values at 0, infinity, negative numbers and NaN.
  private static Value logLimits(Real r, Value x, Value result) {
    Value finite = r.select(r.eq(x, Double.POSITIVE_INFINITY), Double.POSITIVE_INFINITY, result);
    Value defined = r.select(r.ge(x, 0), finite, Double.NaN);
    return r.select(r.eq(x, 0), Double.NEGATIVE_INFINITY, defined);
  }

  /// The logarithm of a positive double as an unevaluated sum, with about 65 correct bits.
  static Real.Pair logPair(Real r, Value x) {
    Split parts = splitAny(r, x);
    Value f = parts.f();
    Value k = parts.k();
    Value dh = r.add(f, 2);
    Value dl = r.sub(f, r.sub(dh, 2));
    Value sh = r.div(f, dh);
    Value left = r.fma(r.neg(sh), dl, r.fma(r.neg(sh), dh, f));
    Value sl = r.div(left, dh);
    Value zh = r.mul(sh, sh);
    Value zl = r.fma(r.add(sh, sh), sl, r.fma(sh, sh, r.neg(zh)));
    // 2/3 + z (2/5 + ...), then times s^3
    Value zt = r.mul(zh, r.horner(zh, Polynomials.LOG_TAIL));
    Real.Pair a = r.fastTwoSum(r.c(2 / 3.0), zt);
    Value al = r.add(a.low(), 3.700743415417188e-17);
    Value ch = r.mul(sh, zh);
    Value cl = r.fma(sl, zh, r.fma(sh, zl, r.fma(sh, zh, r.neg(ch))));
    Value bh = r.mul(ch, a.high());
    Value bl = r.fma(cl, a.high(), r.fma(ch, al, r.fma(ch, a.high(), r.neg(bh))));
    Real.Pair first = r.fastTwoSum(r.mul(k, Polynomials.LN2_HIGH), r.add(sh, sh));
    Real.Pair second = r.fastTwoSum(first.high(), bh);
    Value low = r.add(r.add(r.fma(k, Polynomials.LN2_LOW, bl), r.add(sl, sl)), r.add(first.low(), second.low()));
    return r.fastTwoSum(second.high(), low);
  }

  /// `x^y` as C's `pow` defines it. In double the logarithm carries extra bits; f32 is computed in double throughout.
  static Value pow(Real r, Value x, Value y) {
    if (!r.wide()) {
      Real d = r.doubled();
      return r.f()
          .convert(
              "fptrunc",
              pow(d, r.f().convert("fpext", x, d.type().scalar()), r.f().convert("fpext", y, d.type().scalar()), false),
              r.type().scalar());
    }
    return pow(r, x, y, true);
  }

  private static Value pow(Real r, Value x, Value y, boolean precise) {
    double inf = Double.POSITIVE_INFINITY;
    Value ax = r.abs(x);
    Value result;
    if (precise) {
      Real.Pair log = logPair(r, ax);
      Value high = r.mul(y, log.high());
      Value low = r.fma(y, log.low(), r.fma(y, log.high(), r.neg(high)));
      Value moderate = r.lt(r.abs(high), 1e4);
      result = exp(r, high, r.select(moderate, low, 0), 0);
    } else {
      result = exp(r, r.mul(y, log(r, ax)), 0);
    }
    Value negative = r.signBit(x);
    Value whole = r.eq(r.f().trunc(y), y);
    Value halfY = r.mul(y, 0.5);
    Value odd = r.f().and(whole, r.f().not(r.eq(r.f().trunc(halfY), halfY)));
    // |x| is 0 or infinite, or y is infinite: the magnitude is 0 or infinite, by which way the power goes
    Value extreme = r.f().or(r.eq(ax, 0), r.eq(ax, inf));
    Value yInfinite = r.eq(r.abs(y), inf);
    Value grows = r.select(r.gt(y, 0), r.c(1), r.c(0));
    Value large = r.select(r.gt(ax, 1), r.c(1), r.c(0));
    Value limit = r.select(r.eq(grows, large), inf, r.c(0));
    result = r.select(r.f().or(extreme, yInfinite), limit, result);
    result = r.select(r.f().and(negative, odd), r.neg(result), result);
    Value undefined = r.f().and(r.f().and(r.lt(x, 0), r.f().not(whole)), r.f().not(extreme));
    result = r.select(undefined, Double.NaN, result);
    result = r.select(r.f().and(yInfinite, r.eq(ax, 1)), 1, result);
    result = r.select(r.f().or(r.f().isNan(x), r.f().isNan(y)), Double.NaN, result);
    return r.select(r.f().or(r.eq(y, 0), r.eq(x, 1)), 1, result);
  }
}
