package gradwright.cpu.math;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// Rounding floats as if they had fewer exponent and mantissa bits (`reduce_precision`).
final class Precisions {
  private Precisions() {}

  /// Rounds the mantissa to nearest even, makes too large numbers infinite and too small ones zero. NaN stays NaN.
  static Value reduce(IrFunction f, Value x, int exponentBits, int mantissaBits) {
    Scalar scalar = x.scalar();
    int ownMantissa =
        switch (scalar) {
          case F64 -> 52;
          case F32 -> 23;
          case F16 -> 10;
          case BF16 -> 7;
          default -> throw new UnsupportedOperationException("reduce_precision of " + scalar);
        };
    int ownExponent = scalar.bits() - 1 - ownMantissa;
    Value bits = f.bitcast(x, scalar.signed());
    long magnitudeMask = (1L << (scalar.bits() - 1)) - 1;
    long infinity = magnitudeMask >> ownMantissa << ownMantissa;
    Value magnitude = f.and(bits, f.constant(bits.type(), magnitudeMask));
    Value nan = f.compare(Comparison.GT, magnitude, f.constant(bits.type(), infinity));
    Value result = bits;
    int dropped = ownMantissa - mantissaBits;
    if (dropped > 0) {
      Value last = f.and(f.lshr(bits, dropped), f.constant(bits.type(), 1L));
      Value bias = f.add(last, f.constant(bits.type(), (1L << (dropped - 1)) - 1));
      result = f.and(f.add(bits, bias), f.constant(bits.type(), -(1L << dropped)));
    }
    if (exponentBits < ownExponent) {
      long ownBias = (1L << (ownExponent - 1)) - 1;
      long newBias = (1L << (exponentBits - 1)) - 1;
      Value sign = f.and(bits, f.constant(bits.type(), magnitudeMask + 1));
      Value exponent = f.and(result, f.constant(bits.type(), infinity));
      Value over = f.compare(Comparison.GT, exponent, f.constant(bits.type(), ownBias + newBias << ownMantissa));
      Value under = f.compare(Comparison.LE, exponent, f.constant(bits.type(), ownBias - newBias << ownMantissa));
      result = f.select(over, f.or(sign, f.constant(bits.type(), infinity)), result);
      result = f.select(under, sign, result);
    }
    return f.bitcast(f.select(nan, bits, result), scalar);
  }
}
