package gradwright.compiler.kernel;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;

/// Complex functions on pairs of expressions. Results that have no pair of formulas here are null: the evaluator
/// computes those.
final class ComplexArithmetic {
  private final ExprPool pool;

  ComplexArithmetic(ExprPool pool) {
    this.pool = pool;
  }

  /// Whether [#unary] knows the function.
  static boolean supports(UnaryOp op) {
    return switch (op) {
      case NEG, CONJ, REAL, IMAG, ABS, SQUARE, IS_FINITE, COPY, STOP_GRADIENT, EXP -> true;
      default -> false;
    };
  }

  /// Whether [#binary] knows the function.
  static boolean supports(BinaryOp op) {
    return switch (op) {
      case ADD, ADD_ANY, SUB, MUL, EQ, NE, COMPLEX -> true;
      default -> false;
    };
  }

  Expr[] unary(UnaryOp op, Expr[] x) {
    Expr re = x[0];
    Expr im = x[1];
    return switch (op) {
      case NEG -> pair(pool.neg(re), pool.neg(im));
      case CONJ -> pair(re, pool.neg(im));
      case REAL -> new Expr[] {re};
      case IMAG -> new Expr[] {im};
      case ABS -> new Expr[] {abs(re, im)};
      case SQUARE -> multiply(x, x);
      case COPY, STOP_GRADIENT -> x;
      case EXP -> {
        Expr scale = pool.unary(UnaryOp.EXP, re);
        Expr real = pool.mul(scale, pool.unary(UnaryOp.COS, im));
        Expr imaginary = pool.mul(scale, pool.unary(UnaryOp.SIN, im));
        Expr zero = pool.literal(im.type(), 0.0);
        Expr isReal = pool.binary(BinaryOp.EQ, im, zero);
        yield pair(pool.select(isReal, scale, real), pool.select(isReal, im, imaginary));
      }
      case IS_FINITE ->
          new Expr[] {pool.binary(BinaryOp.AND, pool.unary(UnaryOp.IS_FINITE, re), pool.unary(UnaryOp.IS_FINITE, im))};
      default -> throw new IllegalArgumentException("complex " + op.jaxName());
    };
  }

  Expr[] binary(BinaryOp op, Expr[] x, Expr[] y) {
    return switch (op) {
      case ADD, ADD_ANY -> pair(pool.add(x[0], y[0]), pool.add(x[1], y[1]));
      case SUB -> pair(pool.sub(x[0], y[0]), pool.sub(x[1], y[1]));
      case MUL -> multiply(x, y);
      case EQ ->
          new Expr[] {
            pool.binary(BinaryOp.AND, pool.binary(BinaryOp.EQ, x[0], y[0]), pool.binary(BinaryOp.EQ, x[1], y[1]))
          };
      case NE ->
          new Expr[] {
            pool.binary(BinaryOp.OR, pool.binary(BinaryOp.NE, x[0], y[0]), pool.binary(BinaryOp.NE, x[1], y[1]))
          };
      default -> throw new IllegalArgumentException("complex " + op.jaxName());
    };
  }

  Expr[] multiply(Expr[] x, Expr[] y) {
    return pair(
        pool.sub(pool.mul(x[0], y[0]), pool.mul(x[1], y[1])), pool.add(pool.mul(x[0], y[1]), pool.mul(x[1], y[0])));
  }

  /// The magnitude without overflow: the larger part times sqrt(1 + ratio squared).
  private Expr abs(Expr re, Expr im) {
    Expr a = pool.unary(UnaryOp.ABS, re);
    Expr b = pool.unary(UnaryOp.ABS, im);
    Expr large = pool.binary(BinaryOp.MAX, a, b);
    Expr small = pool.binary(BinaryOp.MIN, a, b);
    DType t = re.type();
    Expr zero = pool.literal(t, 0.0);
    Expr infinite = pool.literal(t, Double.POSITIVE_INFINITY);
    Expr ratio = pool.div(small, large);
    Expr magnitude = pool.mul(large, pool.unary(UnaryOp.SQRT, pool.add(pool.literal(t, 1.0), pool.mul(ratio, ratio))));
    Expr plain = pool.select(pool.binary(BinaryOp.EQ, large, zero), zero, magnitude);
    // The ratio of two infinities is none; one beside a NaN is NaN, as XLA has it.
    return pool.select(pool.binary(BinaryOp.EQ, small, infinite), infinite, plain);
  }

  private static Expr[] pair(Expr re, Expr im) {
    return new Expr[] {re, im};
  }
}
