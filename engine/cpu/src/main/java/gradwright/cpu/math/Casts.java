package gradwright.cpu.math;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// Conversions between element types with JAX's meaning (`convert_element_type`).
public final class Casts {
  private Casts() {}

  /// Converts every lane: floats round to nearest even, floats to integers truncate and saturate (NaN to 0), integers
  /// wrap, anything to bool asks whether it differs from zero.
  public static Value cast(IrFunction f, Value x, Scalar target) {
    Scalar source = x.scalar();
    if (source == target) {
      return x;
    }
    if (source == Scalar.BF16 && target != Scalar.BOOL) {
      return cast(f, fromBfloat(f, x), target);
    }
    if (target == Scalar.BOOL) {
      Value wide = source == Scalar.BF16 ? fromBfloat(f, x) : x;
      return f.compare(Comparison.NE, wide, f.constant(wide.type(), 0L));
    }
    if (source == Scalar.BOOL) {
      return target.isFloat() ? cast(f, f.convert("uitofp", x, Scalar.F32), target) : f.convert("zext", x, target);
    }
    if (target == Scalar.BF16) {
      return toBfloat(f, source == Scalar.F64 ? roundToOdd(f, x) : cast(f, x, Scalar.F32));
    }
    if (source.isFloat()) {
      return target.isFloat() ? floatToFloat(f, x, target) : f.toIntegerSaturating(widened(f, x), target);
    }
    if (target.isFloat()) {
      return integerToFloat(f, x, target);
    }
    if (source.bits() == target.bits()) {
      return f.bitcast(x, target);
    }
    return f.convert(source.bits() > target.bits() ? "trunc" : source.isSigned() ? "sext" : "zext", x, target);
  }

  private static Value widened(IrFunction f, Value x) {
    return x.scalar() == Scalar.F16 ? f.convert("fpext", x, Scalar.F32) : x;
  }

  private static Value floatToFloat(IrFunction f, Value x, Scalar target) {
    if (x.scalar() == Scalar.F16 && target == Scalar.F64) { // by way of f32: no routine of the compiler's is needed
      return f.convert("fpext", f.convert("fpext", x, Scalar.F32), Scalar.F64);
    }
    if (x.scalar() == Scalar.F64 && target == Scalar.F16) {
      return f.convert("fptrunc", roundToOdd(f, x), Scalar.F16);
    }
    return f.convert(x.scalar().bits() > target.bits() ? "fptrunc" : "fpext", x, target);
  }

  private static Value integerToFloat(IrFunction f, Value x, Scalar target) {
    String instruction = x.scalar().isSigned() ? "sitofp" : "uitofp";
    if (target == Scalar.F16) {
      Value wide =
          x.scalar().bits() > 16
              ? roundToOdd(f, f.convert(instruction, x, Scalar.F64))
              : f.convert(instruction, x, Scalar.F32);
      return f.convert("fptrunc", wide, Scalar.F16);
    }
    return f.convert(instruction, x, target);
  }

  /// A double as f32, rounded so that rounding again to a shorter type is as if done once: an inexact result gets an odd
  /// last bit.
  private static Value roundToOdd(IrFunction f, Value x) {
    Value nearest = f.convert("fptrunc", x, Scalar.F32);
    Value back = f.convert("fpext", nearest, Scalar.F64);
    Value bits = f.bitcast(nearest, Scalar.S32);
    Value one = f.constant(bits.type(), 1L);
    // the neighbour towards zero if rounding went away from it
    Value away = f.compare(Comparison.GT, f.fabs(back), f.fabs(x));
    Value towardsZero = f.sub(bits, f.convert("zext", away, Scalar.S32));
    Value inexact = f.compare(Comparison.NE, back, x);
    Value ordinary = f.and(inexact, f.not(f.isNan(x)));
    return f.bitcast(f.select(ordinary, f.or(towardsZero, one), bits), Scalar.F32);
  }

  private static Value fromBfloat(IrFunction f, Value x) {
    Value bits = f.convert("zext", f.bitcast(x, Scalar.U16), Scalar.U32);
    return f.bitcast(f.shl(bits, 16), Scalar.F32);
  }

  private static Value toBfloat(IrFunction f, Value x) {
    Value bits = f.bitcast(x, Scalar.U32);
    Value last = f.and(f.lshr(bits, 16), f.constant(bits.type(), 1L));
    Value rounded = f.lshr(f.add(bits, f.add(last, f.constant(bits.type(), 0x7fffL))), 16);
    Value nan = f.or(f.lshr(bits, 16), f.constant(bits.type(), 0x40L)); // quiet, with the sign
    Value chosen = f.select(f.isNan(x), nan, rounded);
    return f.bitcast(f.convert("trunc", chosen, Scalar.U16), Scalar.BF16);
  }
}
