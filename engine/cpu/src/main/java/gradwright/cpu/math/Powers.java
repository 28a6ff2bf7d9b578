package gradwright.cpu.math;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Value;

/// Roots and whole powers. Bodies only; [Functions] wraps them.
final class Powers {
  private Powers() {}

  /// The cube root, for doubles: a guess from the exponent, then three steps of Halley's method.
  static Value cbrt(Real r, Value x) {
    Value magnitude = r.abs(x);
    Value tiny = r.lt(magnitude, Double.MIN_NORMAL);
    Value huge = r.gt(magnitude, 0x1p1000);
    Value a = r.mul(magnitude, r.select(tiny, r.c(0x1p54), r.select(huge, r.c(0x1p-30), r.c(1))));
    IrFunction f = r.f();
    double third = 1 / 3.0;
    double guessBias = 715094163; // in units of the high word; makes the guess good to 5 bits
    Value high = r.toFloat(f.lshr(r.bits(a), 32));
    Value guess = r.add(r.fma(high, third, r.c(guessBias)), r.magic());
    Value t = r.fromBits(f.shl(f.sub(r.bits(guess), r.i(r.magicBits())), 32));
    for (int step = 0; step < 3; step++) {
      Value cube = r.mul(r.mul(t, t), t);
      Value correction = r.div(r.sub(cube, a), r.add(r.add(cube, cube), a));
      t = r.fma(r.neg(t), correction, t);
    }
    t = r.mul(t, r.select(tiny, r.c(0x1p-18), r.select(huge, r.c(0x1p10), r.c(1))));
    Value special = f.or(r.eq(x, 0), r.eq(magnitude, Double.POSITIVE_INFINITY));
    Value result = r.copySign(t, x);
    return r.select(f.or(special, f.isNan(x)), x, result);
  }

  /// `x^n` by repeated squaring; integers wrap. A negative `n` gives the reciprocal, of floats only.
  static Value integerPower(IrFunction f, Value x, int n) {
    if (n < 0 && !x.scalar().isFloat()) {
      throw new IllegalArgumentException("negative power of integers");
    }
    Value result = null;
    Value square = x;
    for (long left = Math.abs((long) n); left > 0; left >>= 1) {
      if ((left & 1) != 0) {
        result = result == null ? square : f.mul(result, square);
      }
      if (left > 1) {
        square = f.mul(square, square);
      }
    }
    if (result == null) {
      return f.constant(x.type(), 1L);
    }
    return n < 0 ? f.div(f.constant(x.type(), 1L), result) : result;
  }
}
