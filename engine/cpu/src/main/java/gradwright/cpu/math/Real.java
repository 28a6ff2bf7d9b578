package gradwright.cpu.math;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// Short names for writing a function of one floating type, f32 or f64, in any number of lanes.
///
/// Where the two types need different constants, [#pick] takes both.
final class Real {
  private final IrFunction f;
  private final IrType type;

  Real(IrFunction f, IrType type) {
    this.f = f;
    this.type = type;
    if (type.scalar() != Scalar.F32 && type.scalar() != Scalar.F64) {
      throw new IllegalArgumentException("no working type " + type);
    }
  }

  IrFunction f() {
    return f;
  }

  IrType type() {
    return type;
  }

  int lanes() {
    return type.lanes();
  }

  boolean wide() {
    return type.scalar() == Scalar.F64;
  }

  /// The same lanes in double precision.
  Real doubled() {
    return new Real(f, type.with(Scalar.F64));
  }

  IrType bitsType() {
    return type.with(wide() ? Scalar.S64 : Scalar.S32);
  }

  double pick(double forF64, double forF32) {
    return wide() ? forF64 : forF32;
  }

  double[] pick(double[] forF64, double[] forF32) {
    return wide() ? forF64 : forF32;
  }

  int mantissaBits() {
    return wide() ? 52 : 23;
  }

  int bias() {
    return wide() ? 1023 : 127;
  }

  double smallestNormal() {
    return pick(Double.MIN_NORMAL, Float.MIN_NORMAL);
  }

  Value c(double x) {
    return f.constant(type, x);
  }

  Value i(long x) {
    return f.constant(bitsType(), x);
  }

  Value add(Value x, Value y) {
    return f.add(x, y);
  }

  Value add(Value x, double y) {
    return f.add(x, c(y));
  }

  Value sub(Value x, Value y) {
    return f.sub(x, y);
  }

  Value sub(double x, Value y) {
    return f.sub(c(x), y);
  }

  Value sub(Value x, double y) {
    return f.sub(x, c(y));
  }

  Value mul(Value x, Value y) {
    return f.mul(x, y);
  }

  Value mul(Value x, double y) {
    return f.mul(x, c(y));
  }

  Value div(Value x, Value y) {
    return f.div(x, y);
  }

  Value fma(Value x, Value y, Value z) {
    return f.fma(x, y, z);
  }

  Value fma(Value x, double y, Value z) {
    return f.fma(x, c(y), z);
  }

  Value neg(Value x) {
    return f.neg(x);
  }

  Value abs(Value x) {
    return f.fabs(x);
  }

  Value copySign(Value x, Value y) {
    return f.copySign(x, y);
  }

  /// A polynomial, coefficients from the highest power down.
  Value horner(Value x, double... coefficients) {
    Value sum = c(coefficients[0]);
    for (int k = 1; k < coefficients.length; k++) {
      sum = f.fma(sum, x, c(coefficients[k]));
    }
    return sum;
  }

  Value lt(Value x, Value y) {
    return f.compare(Comparison.LT, x, y);
  }

  Value lt(Value x, double y) {
    return lt(x, c(y));
  }

  Value gt(Value x, double y) {
    return f.compare(Comparison.GT, x, c(y));
  }

  Value ge(Value x, double y) {
    return f.compare(Comparison.GE, x, c(y));
  }

  Value eq(Value x, Value y) {
    return f.compare(Comparison.EQ, x, y);
  }

  Value eq(Value x, double y) {
    return eq(x, c(y));
  }

  Value select(Value condition, Value x, Value y) {
    return f.select(condition, x, y);
  }

  Value select(Value condition, double x, Value y) {
    return f.select(condition, c(x), y);
  }

  Value select(Value condition, Value x, double y) {
    return f.select(condition, x, c(y));
  }

  /// `x` held within limits; NaN stays NaN.
  Value clamp(double low, Value x, double high) {
    Value raised = select(lt(x, low), low, x);
    return select(gt(raised, high), high, raised);
  }

  Value bits(Value x) {
    return f.bitcast(x, bitsType().scalar());
  }

  Value fromBits(Value x) {
    return f.bitcast(x, type.scalar());
  }

  /// A number whose addition leaves small integers in the low bits, for rounding to nearest even.
  double magic() {
    return pick(0x1.8p52, 0x1.8p23);
  }

  /// A small integer (as bits) as a float.
  Value toFloat(Value integer) {
    return sub(fromBits(f.add(integer, i(magicBits()))), magic());
  }

  long magicBits() {
    return wide() ? Double.doubleToRawLongBits(magic()) : Float.floatToRawIntBits((float) magic());
  }

  /// `2^n` for an integer (as bits) within the normal range.
  Value powerOfTwo(Value n) {
    return fromBits(f.shl(f.add(n, i(bias())), mantissaBits()));
  }

  /// Whether the sign bit is set, also of zero and NaN.
  Value signBit(Value x) {
    return f.compare(Comparison.LT, bits(x), i(0));
  }

  /// The rounded sum of `x` and `y` and what rounding lost.
  Pair twoSum(Value x, Value y) {
    Value sum = add(x, y);
    Value back = sub(sum, x);
    return new Pair(sum, add(sub(x, sub(sum, back)), sub(y, back)));
  }

  /// The same where `|x| >= |y|` or `x = 0`.
  Pair fastTwoSum(Value x, Value y) {
    Value sum = add(x, y);
    return new Pair(sum, sub(y, sub(sum, x)));
  }

  /// The rounded product and what rounding lost.
  Pair twoProduct(Value x, Value y) {
    Value product = mul(x, y);
    return new Pair(product, fma(x, y, neg(product)));
  }

  /// An unevaluated sum: a rounded value and a correction.
  record Pair(Value high, Value low) {}
}
