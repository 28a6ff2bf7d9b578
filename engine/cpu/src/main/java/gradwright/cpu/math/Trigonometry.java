package gradwright.cpu.math;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;

/// Circular functions and their inverses. Bodies only; [Functions] wraps them.
final class Trigonometry {
  /// Beyond this, arguments are reduced with as many bits of 2/pi as they need, one lane at a time.
  private static final double LARGE = 0x1p30;

  private Trigonometry() {}

  /// An argument less a multiple of pi/2: the multiple's low bits, and the rest as a sum.
  private record Reduced(Value quadrant, Value high, Value low) {}

  private static Reduced reduce(Real r, Value x) {
    Value t = r.fma(x, 2 / Math.PI, r.c(r.magic()));
    Value n = r.sub(t, r.magic());
    Value first = r.fma(n, -Polynomials.HALF_PI, x); // exact
    Real.Pair product = r.twoProduct(n, r.c(-Polynomials.HALF_PI_MIDDLE));
    Real.Pair sum = r.twoSum(first, product.high());
    Value tail = r.fma(n, -Polynomials.HALF_PI_LOW, r.add(sum.low(), product.low()));
    return withLarge(r, x, t, r.fastTwoSum(sum.high(), tail));
  }

  /// The same for an argument that was an f32, and a rest that will be one: it has half the bits, so one double holds enough
  /// of the rest however near a multiple of pi/2 it is.
  private static Reduced reduceSingle(Real r, Value x) {
    Value t = r.fma(x, 2 / Math.PI, r.c(r.magic()));
    Value n = r.sub(t, r.magic());
    Value first = r.fma(n, -Polynomials.HALF_PI, x); // exact
    Value rest = r.fma(n, -Polynomials.HALF_PI_MIDDLE, first);
    return withLarge(r, x, t, new Real.Pair(rest, r.c(0)));
  }

  /// A reduction that is right below [#LARGE], made right beyond it.
  private static Reduced withLarge(Real r, Value x, Value t, Real.Pair rest) {
    Value magnitude = r.abs(x);
    Value large = r.f().and(r.ge(magnitude, LARGE), r.lt(magnitude, Double.POSITIVE_INFINITY));
    IrFunction f = r.f();
    List<Value> chosen =
        f.ifElse(
            f.any(large),
            () -> {
              Value xs = f.stack(Scalar.F64, r.lanes());
              Value highs = f.stack(Scalar.F64, r.lanes());
              Value lows = f.stack(Scalar.F64, r.lanes());
              Value quadrants = f.stack(Scalar.S64, r.lanes());
              f.store(xs, x);
              f.store(highs, rest.high());
              f.store(lows, rest.low());
              f.store(quadrants, r.bits(t));
              LargeArguments.define(f.module());
              Real one = new Real(f, IrType.of(Scalar.F64));
              f.loop(
                  f.index(0),
                  f.index(r.lanes()),
                  1,
                  i -> {
                    Value lane = f.load(f.element(xs, Scalar.F64, i), one.type());
                    Value size = one.abs(lane);
                    Value wanted = f.and(one.ge(size, LARGE), one.lt(size, Double.POSITIVE_INFINITY));
                    f.ifThen(
                        wanted,
                        () ->
                            LargeArguments.call(
                                f,
                                lane,
                                f.element(highs, Scalar.F64, i),
                                f.element(lows, Scalar.F64, i),
                                f.element(quadrants, Scalar.S64, i)));
                  });
              return List.of(f.load(quadrants, r.bitsType()), f.load(highs, r.type()), f.load(lows, r.type()));
            },
            () -> List.of(r.bits(t), rest.high(), rest.low()));
    return new Reduced(chosen.get(0), chosen.get(1), chosen.get(2));
  }

  /// The sine, or with `cosine` the cosine. Doubles within 1 ulp, f32 (reduced in double) within 2, for all arguments.
  static Value sinOrCos(Real r, Value x, boolean cosine) {
    Reduced reduced;
    Value quadrant;
    Value sin;
    Value cos;
    if (r.wide()) {
      reduced = reduce(r, x);
      quadrant = reduced.quadrant();
      sin = sinNearZero(r, reduced.high(), reduced.low());
      cos = cosNearZero(r, reduced.high(), reduced.low());
    } else {
      reduced = reduceSingle(r.doubled(), r.f().convert("fpext", x, Scalar.F64));
      quadrant = r.f().convert("trunc", reduced.quadrant(), Scalar.S32);
      Value rest = r.f().convert("fptrunc", reduced.high(), Scalar.F32);
      sin = sinNearZero(r, rest, null);
      cos = cosNearZero(r, rest, null);
    }
    if (cosine) {
      quadrant = r.f().add(quadrant, r.i(1));
    }
    Value odd = isOdd(r, quadrant);
    Value sign = r.f().shl(r.f().and(quadrant, r.i(2)), r.type().scalar().bits() - 2);
    Value result = r.fromBits(r.f().xor(r.bits(r.select(odd, cos, sin)), sign));
    return cosine ? result : r.select(r.lt(r.abs(x), r.pick(0x1p-30, 0x1p-13)), x, result);
  }

  /// The tangent, for doubles.
  static Value tan(Real r, Value x) {
    Reduced reduced = reduce(r, x);
    Value sin = sinNearZero(r, reduced.high(), reduced.low());
    Value cos = cosNearZero(r, reduced.high(), reduced.low());
    Value odd = isOdd(r, reduced.quadrant());
    Value result = r.div(r.select(odd, r.neg(cos), sin), r.select(odd, sin, cos));
    return r.select(r.lt(r.abs(x), 0x1p-30), x, result);
  }

  private static Value isOdd(Real r, Value quadrant) {
    return r.f().compare(gradwright.cpu.ir.Comparison.NE, r.f().and(quadrant, r.i(1)), r.i(0));
  }

  /// The sine of `x + low` within [-pi/4, pi/4].
  private static Value sinNearZero(Real r, Value x, Value low) {
    Value z = r.mul(x, x);
    Value p = r.horner(z, r.pick(Polynomials.SIN, Polynomials.SIN_F32));
    Value cube = r.mul(z, x);
    if (low == null) {
      return r.fma(p, cube, x);
    }
    Value tail = r.mul(low, r.fma(z, -0.5, r.c(1)));
    return r.add(x, r.fma(p, cube, tail));
  }

  /// The cosine of `x + low` within [-pi/4, pi/4].
  private static Value cosNearZero(Real r, Value x, Value low) {
    Value z = r.mul(x, x);
    Value p = r.mul(r.mul(z, z), r.horner(z, r.pick(Polynomials.COS, Polynomials.COS_F32)));
    Value half = r.mul(z, 0.5);
    Value w = r.sub(1, half);
    Value lost = r.sub(r.sub(1, w), half);
    Value tail = low == null ? p : r.fma(r.neg(x), low, p);
    return r.add(w, r.add(lost, tail));
  }

  /// The arc tangent.
  static Value atan(Real r, Value x) {
    return atan2(r, x, r.c(1));
  }

  /// The angle of the point `(x, y)`, with C's values at zeros and infinities.
  static Value atan2(Real r, Value y, Value x) {
    Value ay = r.abs(y);
    Value ax = r.abs(x);
    Value steep = r.lt(ax, ay);
    Value small = r.select(steep, ax, ay);
    Value big = r.select(steep, ay, ax);
    Value bigInfinite = r.eq(big, Double.POSITIVE_INFINITY);
    small = r.select(bigInfinite, r.select(r.eq(small, Double.POSITIVE_INFINITY), r.c(1), r.c(0)), small);
    big = r.select(r.f().or(bigInfinite, r.eq(big, 0)), 1, big);
    if (r.wide()) { // keep sums and small quotients within the normal range
      Value huge = r.gt(big, 0x1p1000);
      Value scale = r.select(huge, r.c(0x1p-100), r.select(r.lt(big, 0x1p-900), r.c(0x1p100), r.c(1)));
      small = r.mul(small, scale);
      big = r.mul(big, scale);
    } else {
      Value scale = r.select(r.gt(big, 0x1p120), r.c(0x1p-20), r.select(r.lt(big, 0x1p-100), r.c(0x1p24), r.c(1)));
      small = r.mul(small, scale);
      big = r.mul(big, scale);
    }
    Value diagonal = r.lt(r.mul(big, Math.tan(Math.PI / 8)), small);
    Value numerator = r.select(diagonal, r.sub(small, big), small);
    Value denominator = r.select(diagonal, r.add(big, small), big);
    Value t = r.div(numerator, denominator);
    Value z = r.mul(t, t);
    Value p = r.mul(r.mul(t, z), r.horner(z, r.pick(Polynomials.ATAN, Polynomials.ATAN_F32)));
    double piHigh = r.pick(Math.PI, (float) Math.PI);
    double piLow = r.pick(1.2246467991473532e-16, (float) (Math.PI - (float) Math.PI));
    // angle = base + sign * (t + p), base a multiple of pi/4 as a sum
    Value quarter = r.select(diagonal, r.c(0.25), r.c(0));
    Value flip = r.f().constant(r.bitsType(), r.wide() ? Long.MIN_VALUE : Integer.MIN_VALUE);
    Value none = r.i(0);
    Value steepTurns = r.select(steep, r.sub(0.5, quarter), quarter);
    Value steepSign = r.select(steep, flip, none);
    Value left = r.signBit(x);
    Value turns = r.select(left, r.sub(1, steepTurns), steepTurns);
    Value sign = r.f().xor(steepSign, r.select(left, flip, none));
    Value signedT = r.fromBits(r.f().xor(r.bits(t), sign));
    Value signedP = r.fromBits(r.f().xor(r.bits(p), sign));
    Real.Pair base = r.twoProduct(turns, r.c(piHigh));
    Real.Pair sum = r.fastTwoSum(base.high(), signedT);
    Value rest = r.add(r.fma(turns, piLow, signedP), r.add(base.low(), sum.low()));
    Value angle = r.add(sum.high(), rest);
    Value signedAngle = r.copySign(angle, y);
    return r.select(r.f().or(r.f().isNan(x), r.f().isNan(y)), Double.NaN, signedAngle);
  }

  /// The arc sine, for doubles.
  static Value asin(Real r, Value x) {
    Arc arc = arc(r, x);
    Value near = r.add(arc.root(), arc.series());
    Value result = r.select(arc.far(), arc.complement(r, 1), near);
    return r.copySign(result, x);
  }

  /// The arc cosine, for doubles.
  static Value acos(Real r, Value x) {
    Arc arc = arc(r, x);
    Value signedRoot = r.copySign(arc.root(), x);
    Value signedSeries = r.copySign(arc.series(), x);
    Real.Pair sum = r.fastTwoSum(r.c(Polynomials.HALF_PI), r.neg(signedRoot));
    Value near = r.add(sum.high(), r.add(sum.low(), r.sub(Polynomials.HALF_PI_MIDDLE, signedSeries)));
    Value farRight = r.mul(r.add(arc.root(), r.add(arc.series(), arc.lost())), 2);
    Value far = r.select(r.lt(x, 0), arc.complement(r, 2), farRight);
    return r.select(arc.far(), far, near);
  }

  /// asin(root) = root + series; where `far` (|x| > 1/2), root = sqrt((1 - |x|)/2), which lost `lost` to rounding.
  private record Arc(Value far, Value root, Value series, Value lost) {
    /// A multiple of pi/2 less twice the arc.
    Value complement(Real r, int quarters) {
      Real.Pair sum = r.fastTwoSum(r.c(quarters * Polynomials.HALF_PI), r.mul(root, -2));
      Value rest = r.fma(r.add(series, lost), -2, r.c(quarters * Polynomials.HALF_PI_MIDDLE));
      return r.add(sum.high(), r.add(sum.low(), rest));
    }
  }

  private static Arc arc(Real r, Value x) {
    Value a = r.abs(x);
    Value far = r.gt(a, 0.5);
    Value z = r.select(far, r.mul(r.sub(1, a), 0.5), r.mul(a, a));
    Value root = r.select(far, r.f().sqrt(z), a);
    Value series = r.mul(r.mul(root, z), r.horner(z, Polynomials.ASIN));
    Value lost = r.div(r.fma(r.neg(root), root, z), r.add(root, root));
    return new Arc(far, root, series, r.select(r.eq(root, 0), 0, lost));
  }

  /// The sine and cosine of pi times a double, exactly periodic.
  record OfPi(Value sin, Value cos) {}

  static OfPi ofPi(Real r, Value x) {
    Value even = r.sub(x, r.mul(r.f().roundEven(r.mul(x, 0.5)), 2)); // in [-1, 1]; exact
    Value t = r.fma(even, 2, r.c(r.magic()));
    Value rest = r.fma(r.sub(t, r.magic()), -0.5, even);
    Real.Pair angle = r.twoProduct(rest, r.c(Math.PI));
    Value low = r.fma(rest, 1.2246467991473532e-16, angle.low());
    Value sin = sinNearZero(r, angle.high(), low);
    Value cos = cosNearZero(r, angle.high(), low);
    Value quadrant = r.bits(t);
    Value odd = isOdd(r, quadrant);
    Value sinSign = r.f().shl(r.f().and(quadrant, r.i(2)), 62);
    Value cosSign = r.f().shl(r.f().and(r.f().add(quadrant, r.i(1)), r.i(2)), 62);
    return new OfPi(
        r.fromBits(r.f().xor(r.bits(r.select(odd, cos, sin)), sinSign)),
        r.fromBits(r.f().xor(r.bits(r.select(odd, sin, cos)), cosSign)));
  }
}
