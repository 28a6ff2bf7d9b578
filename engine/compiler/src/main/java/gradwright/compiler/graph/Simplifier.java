package gradwright.compiler.graph;

import gradwright.core.device.Device;
import gradwright.core.eval.Evaluator;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.EvalTrace;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.util.ArrayList;
import java.util.List;

/// Clean-up of single applications. Nothing here changes a bit of any result, NaN and signed zero included.
final class Simplifier {
  private Simplifier() {}

  /// An application that stands for another one.
  record Rewritten(Primitive primitive, List<Ref> inputs) {}

  /// The input that the application merely repeats, or null.
  static Ref identity(Primitive p, List<Ref> in, List<Aval> out) {
    if (in.isEmpty() || out.size() != 1) {
      return null;
    }
    Ref x = in.getFirst();
    boolean same = x.shape().equals(out.getFirst().shape()) && x.dtype() == out.getFirst().dtype();
    if (!same) {
      return null;
    }
    return switch (p) {
      case Elementwise.Unary(UnaryOp op) when op == UnaryOp.COPY || op == UnaryOp.STOP_GRADIENT -> x;
      case Elementwise.Unary(UnaryOp op) when op == UnaryOp.REAL && x.dtype().isFloat() -> x;
      case Elementwise.Convert _ -> x;
      case Elementwise.BitcastConvert _ -> x;
      case Shaping.Reshape _, Shaping.BroadcastInDim _, Shaping.Squeeze _, Shaping.Tile _ -> x;
      case Shaping.Transpose t when t.permutation().equals(Ints.range(0, t.permutation().size())) -> x;
      case Shaping.Slice _, Shaping.Concatenate _ -> in.size() == 1 ? x : null;
      case Shaping.Reshard _ -> x;
      case Shaping.Rev r when r.dimensions().isEmpty() -> x;
      case Elementwise.Binary(BinaryOp op) when (op == BinaryOp.AND || op == BinaryOp.OR) && x.equals(in.get(1)) -> x;
      default -> null;
    };
  }

  /// A simpler application of the same meaning, or null.
  static Rewritten rewrite(Primitive p, List<Ref> in) {
    switch (p) {
      case Elementwise.Binary(BinaryOp op) when op == BinaryOp.ADD_ANY -> {
        return new Rewritten(new Elementwise.Binary(BinaryOp.ADD), in);
      }
      case Shaping.Squeeze _, Shaping.Reshape _
          when producer(in) instanceof Shaping.Reshape || producer(in) instanceof Shaping.Squeeze -> {
        Ref base = in.getFirst().node().inputs().getFirst();
        if (p instanceof Shaping.Reshape r) {
          return new Rewritten(r, List.of(base));
        }
        return null;
      }
      case Shaping.Transpose t when producer(in) instanceof Shaping.Transpose inner -> {
        return new Rewritten(
            new Shaping.Transpose(t.permutation().map(inner.permutation()::get)),
            List.of(in.getFirst().node().inputs().getFirst()));
      }
      case Elementwise.Convert c when producer(in) instanceof Elementwise.Convert inner -> {
        Ref base = in.getFirst().node().inputs().getFirst();
        return lossless(base.dtype(), inner.newDType()) ? new Rewritten(c, List.of(base)) : null;
      }
      default -> {
        return null;
      }
    }
  }

  /// Whether every value of `from` survives in `to`.
  private static boolean lossless(DType from, DType to) {
    if (from.isBool()) {
      return to.isInteger() || to.isFloat();
    }
    if (from.isFloat() && to.isFloat()) {
      return from == to || from.bits() < to.bits();
    }
    if (from.isSigned() && to.isSigned() || from.isUnsigned() && to.isUnsigned()) {
      return from.bits() <= to.bits();
    }
    return from.isUnsigned() && to.isSigned() && from.bits() < to.bits();
  }

  private static Primitive producer(List<Ref> in) {
    return in.getFirst().node().operation() instanceof Operation.Apply(Primitive p) ? p : null;
  }

  /// The value of an elementwise application to literals; null when an input is not known or the evaluator refuses.
  static HostScalar fold(Primitive p, List<Ref> in, Aval out, Device device) {
    if (!(p instanceof Elementwise) || !out.shape().isScalar() || in.isEmpty() || out.dtype().isKey()) {
      return null;
    }
    List<Array> arrays = new ArrayList<>(in.size());
    for (Ref r : in) {
      if (!(r.node().operation() instanceof Operation.Literal(HostScalar s))) {
        return null;
      }
      arrays.add(EvalTrace.scalar(s.aval(), s, device));
    }
    Array value;
    try {
      value = Evaluator.evaluate(p, arrays, device).getFirst();
    } catch (RuntimeException e) {
      return null; // the program fails in the same way when it runs, if it runs this at all
    }
    DType t = out.dtype();
    if (t.isComplex()) {
      return HostScalar.complex(t, out.weakType(), value.getDouble(0), value.getImaginary(0));
    }
    return t.isFloat()
        ? HostScalar.of(t, out.weakType(), value.getDouble(0))
        : HostScalar.of(t, out.weakType(), value.getLong(0));
  }
}
