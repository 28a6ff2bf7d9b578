package gradwright.cpu.ir;

import java.util.Arrays;
import java.util.StringJoiner;

/// Straight-line instructions: arithmetic, comparisons, selections and conversions between registers, on top of [IrText].
///
/// Every operand carries its type and vectors work lane by lane. Operations check that types agree. None of them gives
/// LLVM's poison for any operand, except shifts, whose amount must be less than the width, and integer division, whose
/// divisor must not be zero (nor the quotient overflow): `gradwright.cpu.math` has the total versions.
public abstract sealed class IrInstructions extends IrText permits IrControlFlow {
  IrInstructions(IrModule module) {
    super(module);
  }

  // ---- arithmetic ----

  /// `x + y`: floats, or integers modulo 2^bits.
  public final Value add(Value x, Value y) {
    return arithmetic("fadd", "add", x, y);
  }

  /// `x - y`.
  public final Value sub(Value x, Value y) {
    return arithmetic("fsub", "sub", x, y);
  }

  /// `x * y`.
  public final Value mul(Value x, Value y) {
    return arithmetic("fmul", "mul", x, y);
  }

  /// `x / y`: on integers towards zero, with a divisor that must not be zero and a quotient that must not overflow.
  public final Value div(Value x, Value y) {
    return arithmetic("fdiv", x.scalar().isSigned() ? "sdiv" : "udiv", x, y);
  }

  /// The integer remainder with the dividend's sign, under the same conditions as [#div].
  public final Value rem(Value x, Value y) {
    return arithmetic("frem", x.scalar().isSigned() ? "srem" : "urem", x, y);
  }

  private Value arithmetic(String onFloats, String onIntegers, Value x, Value y) {
    same(x, y);
    if (x.scalar().isFloat()) {
      arithmeticFloat(x);
      return emit(x.type(), onFloats + (contracts() ? " contract " : " ") + x.typed() + ", " + y.text());
    }
    return emit(x.type(), onIntegers + " " + x.typed() + ", " + y.text());
  }

  /// `-x`, the sign flipped also of zero and NaN.
  public final Value neg(Value x) {
    if (x.scalar().isFloat()) {
      arithmeticFloat(x);
      return emit(x.type(), "fneg " + x.typed());
    }
    return sub(constant(x.type(), 0L), x);
  }

  /// `x * y + z`, rounded once.
  public final Value fma(Value x, Value y, Value z) {
    same(x, y);
    same(x, z);
    return intrinsic("llvm.fma." + x.type().suffix(), x.type(), x, y, z);
  }

  /// The same float, through which the optimiser does not see.
  public final Value fence(Value x) {
    return intrinsic("llvm.arithmetic.fence." + x.type().suffix(), x.type(), x);
  }

  /// The magnitude of a float.
  public final Value fabs(Value x) {
    return floatIntrinsic("fabs", x);
  }

  /// The correctly rounded square root; NaN for negative operands.
  public final Value sqrt(Value x) {
    return floatIntrinsic("sqrt", x);
  }

  /// Rounded down to an integer.
  public final Value floor(Value x) {
    return floatIntrinsic("floor", x);
  }

  /// Rounded up to an integer.
  public final Value ceil(Value x) {
    return floatIntrinsic("ceil", x);
  }

  /// Rounded towards zero to an integer.
  public final Value trunc(Value x) {
    return floatIntrinsic("trunc", x);
  }

  /// Rounded to the nearest integer, halves to even.
  public final Value roundEven(Value x) {
    return floatIntrinsic("roundeven", x);
  }

  /// The magnitude of `x` with the sign of `y`.
  public final Value copySign(Value x, Value y) {
    same(x, y);
    return intrinsic("llvm.copysign." + x.type().suffix(), x.type(), x, y);
  }

  private Value floatIntrinsic(String name, Value x) {
    arithmeticFloat(x);
    return intrinsic("llvm." + name + "." + x.type().suffix(), x.type(), x);
  }

  // ---- bits ----

  /// Bitwise and, also of truth values.
  public final Value and(Value x, Value y) {
    return bitwise("and", x, y);
  }

  /// Bitwise or, also of truth values.
  public final Value or(Value x, Value y) {
    return bitwise("or", x, y);
  }

  /// Bitwise exclusive or, also of truth values.
  public final Value xor(Value x, Value y) {
    return bitwise("xor", x, y);
  }

  /// All bits flipped.
  public final Value not(Value x) {
    return xor(x, constant(x.type(), -1L));
  }

  /// Shift left by less than the width.
  public final Value shl(Value x, Value amount) {
    return bitwise("shl", x, amount);
  }

  /// Shift right by less than the width, zeros coming in.
  public final Value lshr(Value x, Value amount) {
    return bitwise("lshr", x, amount);
  }

  /// Shift right by less than the width, the sign coming in.
  public final Value ashr(Value x, Value amount) {
    return bitwise("ashr", x, amount);
  }

  /// Shift left by a constant.
  public final Value shl(Value x, long amount) {
    return shl(x, constant(x.type(), amount));
  }

  /// Shift right by a constant, zeros coming in.
  public final Value lshr(Value x, long amount) {
    return lshr(x, constant(x.type(), amount));
  }

  /// Shift right by a constant, the sign coming in.
  public final Value ashr(Value x, long amount) {
    return ashr(x, constant(x.type(), amount));
  }

  private Value bitwise(String name, Value x, Value y) {
    same(x, y);
    if (x.scalar().isFloat()) {
      throw new IllegalArgumentException(name + " of " + x.type());
    }
    return emit(x.type(), name + " " + x.typed() + ", " + y.text());
  }

  // ---- choices ----

  /// Compares lane by lane; floats as IEEE says, integers by their signedness.
  public final Value compare(Comparison comparison, Value x, Value y) {
    same(x, y);
    String kind = x.scalar().isFloat() ? "fcmp " : "icmp ";
    arithmeticFloat(x);
    return emit(
        x.type().with(Scalar.BOOL), kind + comparison.predicate(x.scalar()) + " " + x.typed() + ", " + y.text());
  }

  /// Whether a float is NaN.
  public final Value isNan(Value x) {
    arithmeticFloat(x);
    return emit(x.type().with(Scalar.BOOL), "fcmp uno " + x.typed() + ", " + x.text());
  }

  /// `condition ? x : y`, lane by lane; a scalar condition chooses whole vectors.
  public final Value select(Value condition, Value x, Value y) {
    same(x, y);
    if (condition.scalar() != Scalar.BOOL || (condition.lanes() != 1 && condition.lanes() != x.lanes())) {
      throw new IllegalArgumentException("select by " + condition.type() + " of " + x.type());
    }
    return emit(x.type(), "select " + condition.typed() + ", " + x.typed() + ", " + y.typed());
  }

  // ---- conversions ----

  /// The same bits as another type of the same width and lanes; no instruction where LLVM's type is the same.
  public final Value bitcast(Value x, Scalar target) {
    if (x.scalar().bits() != target.bits()) {
      throw new IllegalArgumentException("bitcast of " + x.type() + " to " + target);
    }
    IrType type = x.type().with(target);
    return x.scalar().ir().equals(target.ir())
        ? new Value(type, x.text())
        : emit(type, "bitcast " + x.typed() + " to " + type.ir());
  }

  /// Emits a conversion instruction by name (`sext`, `zext`, `trunc`, `fpext`, `fptrunc`, `sitofp`, `uitofp`).
  public final Value convert(String instruction, Value x, Scalar target) {
    IrType type = x.type().with(target);
    return emit(type, instruction + " " + x.typed() + " to " + type.ir());
  }

  /// Float to integer towards zero; NaN gives 0 and what does not fit the nearest limit.
  public final Value toIntegerSaturating(Value x, Scalar target) {
    IrType type = x.type().with(target);
    String name = "llvm.fpto" + (target.isSigned() ? "si" : "ui") + ".sat." + type.suffix() + "." + x.type().suffix();
    return intrinsic(name, type, x);
  }

  /// The scalar in every lane.
  public final Value broadcast(Value x, int lanes) {
    if (x.lanes() == lanes) {
      return x;
    }
    if (x.lanes() != 1) {
      throw new IllegalArgumentException("broadcast of " + x.type());
    }
    IrType type = new IrType(x.scalar(), lanes);
    if (!x.text().startsWith("%")) {
      return new Value(type, splat(type, x.text()));
    }
    Value first = emit(type, "insertelement " + type.ir() + " poison, " + x.typed() + ", i64 0");
    return emit(
        type, "shufflevector " + first.typed() + ", " + type.ir() + " poison, <" + lanes + " x i32> zeroinitializer");
  }

  /// One lane of a vector.
  public final Value extract(Value x, int lane) {
    return x.lanes() == 1 ? x : emit(IrType.of(x.scalar()), "extractelement " + x.typed() + ", i64 " + lane);
  }

  /// The vector with one lane replaced.
  public final Value insert(Value vector, Value element, int lane) {
    return vector.lanes() == 1
        ? element
        : emit(vector.type(), "insertelement " + vector.typed() + ", " + element.typed() + ", i64 " + lane);
  }

  /// Lanes picked from `x` followed by `y`.
  public final Value shuffle(Value x, Value y, int... lanes) {
    same(x, y);
    StringJoiner picks = new StringJoiner(", ", "<", ">");
    Arrays.stream(lanes).forEach(lane -> picks.add(lane < 0 ? "i32 poison" : "i32 " + lane));
    Value picked =
        emit(
            new IrType(x.scalar(), lanes.length),
            "shufflevector " + x.typed() + ", " + y.typed() + ", <" + lanes.length + " x i32> " + picks);
    return lanes.length > 1
        ? picked
        : emit(IrType.of(x.scalar()), "extractelement <1 x " + x.scalar().ir() + "> " + picked.text() + ", i64 0");
  }

  /// Whether any lane is true.
  public final Value any(Value mask) {
    return mask.lanes() == 1 ? mask : intrinsic("llvm.vector.reduce.or." + mask.type().suffix(), IrType.BOOL, mask);
  }

  /// Whether every lane is true.
  public final Value all(Value mask) {
    return mask.lanes() == 1 ? mask : intrinsic("llvm.vector.reduce.and." + mask.type().suffix(), IrType.BOOL, mask);
  }

  private static void same(Value x, Value y) {
    if (!x.type().ir().equals(y.type().ir())) {
      throw new IllegalArgumentException("operands of types " + x.type() + " and " + y.type());
    }
  }

  private static void arithmeticFloat(Value x) {
    if (x.scalar() == Scalar.BF16) {
      throw new IllegalArgumentException("bfloat16 has no arithmetic of its own; convert to F32");
    }
  }
}
