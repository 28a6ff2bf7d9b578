package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.function.BinaryOperator;

/// Comparisons and logic of `jax.numpy`, with broadcasting and promotion; results are bool. Complex numbers compare by their
/// real parts first, then their imaginary ones.
public final class Comparison {
  private Comparison() {}

  public static Value equal(Value x, Value y) {
    List<Value> p = Promote.args("equal", x, y);
    return Lax.eq(p.get(0), p.get(1));
  }

  public static Value notEqual(Value x, Value y) {
    List<Value> p = Promote.args("not_equal", x, y);
    return Lax.ne(p.get(0), p.get(1));
  }

  private static Value ordered(String name, BinaryOp op, Value x, Value y) {
    List<Value> p = Promote.args(name, x, y);
    Value a = p.get(0);
    Value b = p.get(1);
    if (a.dtype().isComplex()) {
      Value sameReal = Lax.eq(Lax.real(a), Lax.real(b));
      Value imaginary = Lax.binary(op, Lax.imag(a), Lax.imag(b));
      return Lax.select(sameReal, imaginary, Lax.binary(op, Lax.real(a), Lax.real(b)));
    }
    return Lax.binary(op, a, b);
  }

  public static Value less(Value x, Value y) {
    return ordered("less", BinaryOp.LT, x, y);
  }

  public static Value lessEqual(Value x, Value y) {
    return ordered("less_equal", BinaryOp.LE, x, y);
  }

  public static Value greater(Value x, Value y) {
    return ordered("greater", BinaryOp.GT, x, y);
  }

  public static Value greaterEqual(Value x, Value y) {
    return ordered("greater_equal", BinaryOp.GE, x, y);
  }

  /// The value itself when bool, else `x != 0`.
  public static Value toBool(Value x) {
    return x.dtype().isBool() ? x : Lax.ne(x, Promote.constant(x, 0));
  }

  private static Value logical(String name, BinaryOp op, Value x, Value y) {
    List<Value> p = Promote.args(name, x, y);
    return Lax.binary(op, toBool(p.get(0)), toBool(p.get(1)));
  }

  public static Value logicalAnd(Value x, Value y) {
    return logical("logical_and", BinaryOp.AND, x, y);
  }

  public static Value logicalOr(Value x, Value y) {
    return logical("logical_or", BinaryOp.OR, x, y);
  }

  public static Value logicalXor(Value x, Value y) {
    return logical("logical_xor", BinaryOp.XOR, x, y);
  }

  public static Value logicalNot(Value x) {
    return Lax.not(toBool(x));
  }

  private static void binary(Catalogue.Module m, String name, String summary, BinaryOperator<Value> f) {
    m.function(name + "(x, y, /)", summary, a -> f.apply(a.value("x"), a.value("y")));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    binary(m, "equal", "x == y, element by element.", Comparison::equal);
    binary(m, "not_equal", "x != y, element by element.", Comparison::notEqual);
    binary(m, "less", "x < y, element by element.", Comparison::less);
    binary(m, "less_equal", "x <= y, element by element.", Comparison::lessEqual);
    binary(m, "greater", "x > y, element by element.", Comparison::greater);
    binary(m, "greater_equal", "x >= y, element by element.", Comparison::greaterEqual);
    binary(m, "logical_and", "Whether both are non-zero.", Comparison::logicalAnd);
    binary(m, "logical_or", "Whether one is non-zero.", Comparison::logicalOr);
    binary(m, "logical_xor", "Whether exactly one is non-zero.", Comparison::logicalXor);
    m.function("logical_not(x, /)", "Whether elements are zero.", a -> logicalNot(a.value("x")));
  }
}
