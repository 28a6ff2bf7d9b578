package gradwright.cpu.math;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Value;

/// Integer operations with XLA's answers where the machine has none: division by zero, overflowing quotients, shifts by
/// the width or more.
public final class Integers {
  private Integers() {}

  /// The quotient towards zero; `x / 0` is -1 (all bits set), the smallest number over -1 is itself.
  public static Value divide(IrFunction f, Value x, Value y) {
    Value zero = f.compare(Comparison.EQ, y, f.constant(y.type(), 0L));
    Value safe = f.select(f.or(zero, overflows(f, x, y)), f.constant(y.type(), 1L), y);
    return f.select(zero, f.constant(x.type(), -1L), f.div(x, safe));
  }

  /// The remainder with the dividend's sign; `x % 0` is `x`, the smallest number modulo -1 is 0.
  public static Value remainder(IrFunction f, Value x, Value y) {
    Value zero = f.compare(Comparison.EQ, y, f.constant(y.type(), 0L));
    Value safe = f.select(f.or(zero, overflows(f, x, y)), f.constant(y.type(), 1L), y);
    return f.select(zero, x, f.rem(x, safe));
  }

  private static Value overflows(IrFunction f, Value x, Value y) {
    if (x.scalar().isUnsigned()) {
      return f.constant(x.type().with(gradwright.cpu.ir.Scalar.BOOL), 0L);
    }
    Value smallest = f.constant(x.type(), 1L << (x.scalar().bits() - 1));
    return f.and(f.compare(Comparison.EQ, x, smallest), f.compare(Comparison.EQ, y, f.constant(y.type(), -1L)));
  }

  /// Shift left; 0 for amounts outside `[0, bits)`.
  public static Value shiftLeft(IrFunction f, Value x, Value amount) {
    Value held = held(f, x, amount);
    return f.select(fits(f, amount), f.shl(x, held), f.constant(x.type(), 0L));
  }

  /// Shift right with zeros coming in; 0 for amounts outside `[0, bits)`.
  public static Value shiftRightLogical(IrFunction f, Value x, Value amount) {
    Value held = held(f, x, amount);
    return f.select(fits(f, amount), f.lshr(x, held), f.constant(x.type(), 0L));
  }

  /// Shift right with the sign coming in; all sign bits for amounts outside `[0, bits)`.
  public static Value shiftRightArithmetic(IrFunction f, Value x, Value amount) {
    Value most = f.constant(x.type(), x.scalar().bits() - 1L);
    return f.ashr(x, f.select(fits(f, amount), amount, most));
  }

  private static Value fits(IrFunction f, Value amount) {
    Value unsigned = f.bitcast(amount, amount.scalar().unsigned());
    return f.compare(Comparison.LT, unsigned, f.constant(unsigned.type(), (long) amount.scalar().bits()));
  }

  private static Value held(IrFunction f, Value x, Value amount) {
    return f.and(amount, f.constant(x.type(), x.scalar().bits() - 1L));
  }

  /// The number of set bits.
  public static Value populationCount(IrFunction f, Value x) {
    return f.intrinsic("llvm.ctpop." + x.type().suffix(), x.type(), x);
  }

  /// The number of zero bits above the highest set one; the width for 0.
  public static Value countLeadingZeros(IrFunction f, Value x) {
    return f.intrinsic("llvm.ctlz." + x.type().suffix(), x.type(), x, f.constant(IrType.BOOL, 0L));
  }

  /// The magnitude; the smallest signed number stays as it is.
  public static Value absolute(IrFunction f, Value x) {
    return x.scalar().isUnsigned() ? x : f.select(f.compare(Comparison.LT, x, f.constant(x.type(), 0L)), f.neg(x), x);
  }
}
