package gradwright.numpy;

import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Operations on the bits of integers, and logic on booleans. TypeError for floats.
public final class Bitwise {
  private Bitwise() {}

  private static Value binary(String name, BinaryOp op, Value x, Value y) {
    List<Value> p = Promote.args(name, x, y);
    return Lax.binary(op, p.get(0), p.get(1));
  }

  public static Value and(Value x, Value y) {
    return binary("bitwise_and", BinaryOp.AND, x, y);
  }

  public static Value or(Value x, Value y) {
    return binary("bitwise_or", BinaryOp.OR, x, y);
  }

  public static Value xor(Value x, Value y) {
    return binary("bitwise_xor", BinaryOp.XOR, x, y);
  }

  public static Value invert(Value x) {
    return Lax.not(Promote.args("invert", x).getFirst());
  }

  public static Value leftShift(Value x, Value y) {
    List<Value> p = Promote.argsNumeric("left_shift", x, y);
    return Lax.binary(BinaryOp.SHIFT_LEFT, p.get(0), p.get(1));
  }

  /// Fills with the sign of signed integers, with zeros for unsigned ones.
  public static Value rightShift(Value x, Value y) {
    List<Value> p = Promote.argsNumeric("right_shift", x, y);
    boolean logical = p.get(0).dtype().isUnsigned();
    return Lax.binary(logical ? BinaryOp.SHIFT_RIGHT_LOGICAL : BinaryOp.SHIFT_RIGHT_ARITHMETIC, p.get(0), p.get(1));
  }

  /// Number of bits set in the absolute value, as uint8.
  public static Value bitCount(Value x) {
    return NamedJit.call1(
        "bitwise_count",
        null,
        List.of(x),
        in -> {
          Value a = Promote.numeric(in.getFirst());
          return List.of(Lax.convert(Lax.unary(UnaryOp.POPULATION_COUNT, Arithmetic.abs(a)), DType.UINT8));
        });
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("bitwise_and(x, y, /)", "And of the bits.", a -> and(a.value("x"), a.value("y")));
    m.function("bitwise_or(x, y, /)", "Or of the bits.", a -> or(a.value("x"), a.value("y")));
    m.function("bitwise_xor(x, y, /)", "Exclusive or of the bits.", a -> xor(a.value("x"), a.value("y")));
    m.function("invert(x, /)", "All bits turned; not for booleans.", a -> invert(a.value("x")));
    m.alias("bitwise_not", "invert").alias("bitwise_invert", "invert");
    m.function("left_shift(x, y, /)", "Bits moved left.", a -> leftShift(a.value("x"), a.value("y")));
    m.alias("bitwise_left_shift", "left_shift");
    m.function("right_shift(x1, x2, /)", "Bits moved right.", a -> rightShift(a.value("x1"), a.value("x2")));
    m.alias("bitwise_right_shift", "right_shift");
    m.function("bitwise_count(x, /)", "Number of bits set.", a -> bitCount(a.value("x")));
  }
}
