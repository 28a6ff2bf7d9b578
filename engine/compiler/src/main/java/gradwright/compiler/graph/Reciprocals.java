package gradwright.compiler.graph;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import java.util.List;

/// Division by a number that stands for many, as XLA compiles it: by the reciprocal of that number, rounded to its type, and a product. So
/// `x / 3` is `x * 0.33333334`, with XLA's last digit and its results at the ends of the range: 1e30 / 2e38 is 0, because the
/// reciprocal is subnormal. A quotient of arrays of one shape is correctly rounded, as is any quotient of bfloat16 numbers, which are
/// divided in float32.
final class Reciprocals {
  /// Divisors computed from repeated numbers are repeated too; chains longer than this are not looked at.
  private static final int DEPTH = 8;

  private static final Elementwise DIVIDE = new Elementwise.Binary(BinaryOp.DIV);
  private static final Elementwise MULTIPLY = new Elementwise.Binary(BinaryOp.MUL);

  private Reciprocals() {}

  /// The quotient as a product; null where it is a division.
  static Ref lower(Ref x, Ref y, Aval out, Emitter emit) {
    DType t = out.dtype();
    if (!t.isFloat() || t == DType.BFLOAT16 || isLiteral(x)) {
      return null;
    }
    boolean constant = isLiteral(y) || y.node().operation() instanceof Operation.Constant;
    if (!constant && (!isRepeated(y, out, DEPTH) || isRepeatedAlike(x, y))) {
      return null;
    }
    Ref one = emit.builder().literal(HostScalar.of(t, false, 1.0));
    Ref reciprocal;
    if (primitive(y) instanceof Shaping.BroadcastInDim b) {
      Ref base = y.node().inputs().getFirst();
      Ref small = emit.apply(DIVIDE, List.of(one, base), base.shape(), t);
      reciprocal = emit.apply(b, List.of(small), y.shape(), t);
    } else {
      reciprocal = emit.apply(DIVIDE, List.of(one, y), y.shape(), t);
    }
    return emit.apply(MULTIPLY, List.of(x, reciprocal), out.shape(), t);
  }

  private static boolean isLiteral(Ref r) {
    return r.node().operation() instanceof Operation.Literal;
  }

  private static Object primitive(Ref r) {
    return r.node().operation() instanceof Operation.Apply(var p) ? p : null;
  }

  private static boolean isRepeated(Ref y, Aval out, int depth) {
    if (isLiteral(y) || y.shape().elements() < out.shape().elements()) {
      return true;
    }
    List<Ref> inputs = y.node().inputs();
    return depth > 0
        && switch (primitive(y)) {
          case Shaping.BroadcastInDim _ -> inputs.getFirst().shape().elements() < y.shape().elements();
          case Shaping.Reshape _, Shaping.Transpose _ -> isRepeated(inputs.getFirst(), y.aval(), depth - 1);
          case Elementwise _ -> inputs.stream().allMatch(i -> isRepeated(i, y.aval(), depth - 1));
          case null, default -> false;
        };
  }

  /// Whether both are spread in the same way, so that the quotient is one of the arrays before that.
  private static boolean isRepeatedAlike(Ref x, Ref y) {
    return primitive(x) instanceof Shaping.BroadcastInDim a
        && a.equals(primitive(y))
        && x.node().inputs().getFirst().shape().equals(y.node().inputs().getFirst().shape());
  }
}
