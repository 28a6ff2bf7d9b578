package gradwright.compiler.kernel;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes expressions, each only once.
public final class ExprPool {
  private record Key(Expr.Code code, List<Expr> arguments, DType type) {}

  private final Map<Key, Expr> known = new HashMap<>();

  /// How many different expressions there are.
  public int size() {
    return known.size();
  }

  private Expr make(Expr.Code code, DType type, List<Expr> arguments) {
    return known.computeIfAbsent(new Key(code, arguments, type), _ -> new Expr(known.size(), code, arguments, type));
  }

  public Expr literal(DType type, double real) {
    return make(new Expr.Code.Literal(0, real), type, List.of());
  }

  public Expr literal(DType type, long integer) {
    return type.isFloat() ? literal(type, (double) integer) : make(new Expr.Code.Literal(integer, 0), type, List.of());
  }

  /// A real, integer or bool scalar.
  public Expr literal(HostScalar s) {
    DType t = s.aval().dtype();
    return t.isFloat() ? literal(t, s.real()) : literal(t, s.integer());
  }

  public Expr load(DType type, int parameter, Index position, Guard guard) {
    return make(new Expr.Code.Load(parameter, position, guard), type, List.of());
  }

  /// An index as a number of the given type.
  public Expr position(DType type, Index index) {
    return index.isConstant() ? literal(type, index.constant()) : make(new Expr.Code.Position(index), type, List.of());
  }

  public Expr apply(Elementwise primitive, DType type, Expr... arguments) {
    return make(new Expr.Code.Apply(primitive), type, List.of(arguments));
  }

  public Expr unary(UnaryOp op, Expr x) {
    return apply(new Elementwise.Unary(op), op == UnaryOp.IS_FINITE ? DType.BOOL : x.type(), x);
  }

  public Expr binary(BinaryOp op, Expr x, Expr y) {
    return apply(new Elementwise.Binary(op), op.isComparison() ? DType.BOOL : x.type(), x, y);
  }

  public Expr add(Expr x, Expr y) {
    return binary(BinaryOp.ADD, x, y);
  }

  public Expr sub(Expr x, Expr y) {
    return binary(BinaryOp.SUB, x, y);
  }

  public Expr mul(Expr x, Expr y) {
    return binary(BinaryOp.MUL, x, y);
  }

  public Expr div(Expr x, Expr y) {
    return binary(BinaryOp.DIV, x, y);
  }

  public Expr neg(Expr x) {
    return unary(UnaryOp.NEG, x);
  }

  /// `condition ? yes : no` on values.
  public Expr select(Expr condition, Expr yes, Expr no) {
    return yes == no ? yes : apply(new Elementwise.SelectN(), yes.type(), condition, no, yes);
  }

  public Expr convert(Expr x, DType type) {
    return x.type() == type ? x : apply(new Elementwise.Convert(type, false), type, x);
  }

  /// `yes` where the guard holds.
  public Expr choose(Guard guard, Expr yes, Expr no) {
    if (guard.isAlways() || yes == no) {
      return yes;
    }
    return guard.isNever() ? no : make(new Expr.Code.Choose(guard), yes.type(), List.of(yes, no));
  }

  public Expr reduce(Reducer reducer, List<Symbol.Variable> variables, DType type, Expr... arguments) {
    if (variables.isEmpty()) {
      return reducer.isArgument() ? arguments[1] : arguments[0];
    }
    return make(new Expr.Code.Reduce(reducer, variables), type, List.of(arguments));
  }
}
