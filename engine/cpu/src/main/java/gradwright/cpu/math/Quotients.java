package gradwright.cpu.math;

import gradwright.cpu.host.HostCpu;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// Divides many float32 numbers by one, correctly rounded, without dividing: by the float64 reciprocal.
///
/// A quotient of two numbers of 24 bits lies at least 2^-49 (relatively) away from the middle between two float32 numbers, where
/// rounding turns over, and the product in float64 is off by at most 2^-52; so it rounds to the same number. Quotients that
/// are subnormal could meet the middle, but kernels flush them to zero. Zero, infinity and NaN give what division gives.
/// Processors of 512 bits take 16 cycles for a vector's division and 6 for this.
final class Quotients {
  private static final int VECTOR_BITS = 512;

  private Quotients() {}

  /// Whether `x / y` is a full vector of float32 divided by one number, on a processor where that pays.
  static boolean suits(Value x, Value y, HostCpu cpu) {
    return x.scalar() == Scalar.F32
        && y.lanes() == 1
        && x.lanes() * Scalar.F32.bits() == VECTOR_BITS
        && cpu.preferredVectorBits() == VECTOR_BITS;
  }

  static Value byOne(IrFunction f, Value x, Value y) {
    Value one = f.constant(IrType.of(Scalar.F64), 1.0);
    Value reciprocal = f.div(one, f.convert("fpext", y, Scalar.F64));
    Value wide = f.convert("fpext", x, Scalar.F64);
    return f.convert("fptrunc", f.mul(wide, f.broadcast(reciprocal, x.lanes())), Scalar.F32);
  }
}
