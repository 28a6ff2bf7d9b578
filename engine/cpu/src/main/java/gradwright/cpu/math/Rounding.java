package gradwright.cpu.math;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;

/// Rounding to integers, remainders, signs and neighbours of floats.
public final class Rounding {
  private Rounding() {}

  /// Rounds to the nearest integer, halves away from zero.
  public static Value halfAway(IrFunction f, Value x) {
    if (x.scalar() == Scalar.F16 || x.scalar() == Scalar.BF16) {
      return Casts.cast(f, halfAway(f, Casts.cast(f, x, Scalar.F32)), x.scalar());
    }
    Value whole = f.trunc(x);
    Value rest = f.fabs(f.sub(x, whole)); // exact
    Value up = f.compare(Comparison.GE, rest, f.constant(x.type(), 0.5));
    Value step = f.select(up, f.copySign(f.constant(x.type(), 1.0), x), f.constant(x.type(), 0.0));
    return f.copySign(f.add(whole, step), x);
  }

  /// Rounds to the nearest integer, halves to even.
  public static Value halfEven(IrFunction f, Value x) {
    if (x.scalar() == Scalar.F16 || x.scalar() == Scalar.BF16) {
      return Casts.cast(f, f.roundEven(Casts.cast(f, x, Scalar.F32)), x.scalar());
    }
    return f.roundEven(x);
  }

  /// -1, 0 or 1 (NaN and signed zeros unchanged); for unsigned integers 0 or 1.
  public static Value sign(IrFunction f, Value x) {
    if (x.scalar() == Scalar.F16 || x.scalar() == Scalar.BF16) {
      return Casts.cast(f, sign(f, Casts.cast(f, x, Scalar.F32)), x.scalar());
    }
    Value zero = f.constant(x.type(), 0L);
    Value one = f.constant(x.type(), 1L);
    if (x.scalar().isFloat()) {
      Value keep = f.or(f.compare(Comparison.EQ, x, zero), f.isNan(x));
      return f.select(keep, x, f.copySign(one, x));
    }
    Value positive = f.select(f.compare(Comparison.GT, x, zero), one, zero);
    return x.scalar().isUnsigned()
        ? positive
        : f.select(f.compare(Comparison.LT, x, zero), f.constant(x.type(), -1L), positive);
  }

  /// The next representable value from `x` towards `y`.
  public static Value nextAfter(IrFunction f, Value x, Value y) {
    Scalar scalar = x.scalar();
    Scalar signed = scalar.signed();
    Value xs = scalar == Scalar.BF16 || scalar == Scalar.F16 ? Casts.cast(f, x, Scalar.F32) : x;
    Value ys = scalar == Scalar.BF16 || scalar == Scalar.F16 ? Casts.cast(f, y, Scalar.F32) : y;
    Value bits = f.bitcast(x, signed);
    Value one = f.constant(bits.type(), 1L);
    Value minimum = f.shl(one, scalar.bits() - 1);
    Value zero = f.constant(xs.type(), 0L);
    Value positive = f.compare(Comparison.GT, xs, zero);
    Value upwards = f.compare(Comparison.GT, ys, xs);
    Value outward = f.not(f.xor(positive, upwards));
    Value moved = f.select(outward, f.add(bits, one), f.sub(bits, one));
    Value fromZero = f.select(upwards, one, f.or(minimum, one));
    moved = f.select(f.compare(Comparison.EQ, xs, zero), fromZero, moved);
    Value result = f.bitcast(moved, scalar);
    result = f.select(f.compare(Comparison.EQ, xs, ys), y, result);
    Value nan = Casts.cast(f, f.constant(xs.type(), Double.NaN), scalar);
    return f.select(f.or(f.isNan(xs), f.isNan(ys)), nan, result);
  }

  /// The remainder with the dividend's sign, exact (C's `fmod`). Close operands need one division; if any lane's quotient
  /// is large, the mathematics library takes all.
  static Value remainder(Real r, Value x, Value y) {
    IrFunction f = r.f();
    Value a = r.abs(x);
    Value b = r.abs(y);
    Value quotient = f.trunc(r.div(a, b));
    Value easy = f.and(r.lt(quotient, r.pick(0x1p52, 0x1p23)), r.gt(b, r.pick(0x1p-900, 0x1p-90)));
    Value infinite = r.eq(b, Double.POSITIVE_INFINITY);
    easy = f.or(easy, f.and(infinite, r.lt(a, Double.POSITIVE_INFINITY)));
    return f.ifElse(
            f.all(easy),
            () -> {
              Value rest = r.fma(r.neg(quotient), b, a);
              rest = r.select(r.lt(rest, 0), r.add(rest, b), rest); // the quotient was rounded up to an integer
              rest = r.select(f.compare(Comparison.GE, rest, b), r.sub(rest, b), rest);
              return List.of(r.copySign(r.select(infinite, a, rest), x));
            },
            () -> {
              String name = r.wide() ? "fmod" : "fmodf";
              IrType one = IrType.of(r.type().scalar());
              f.module().declare("declare " + one.ir() + " @" + name + "(" + one.ir() + ", " + one.ir() + ")");
              Value result = f.constant(r.type(), 0.0);
              for (int lane = 0; lane < r.lanes(); lane++) {
                Value rest =
                    f.emit(
                        one,
                        "call "
                            + one.ir()
                            + " @"
                            + name
                            + "("
                            + f.extract(x, lane).typed()
                            + ", "
                            + f.extract(y, lane).typed()
                            + ")");
                result = f.insert(result, rest, lane);
              }
              return List.of(result);
            })
        .getFirst();
  }
}
