package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Elementwise operations on keys of more bits than a long has, as pairs of uint64 along a further axis.
final class WideKeys {
  private WideKeys() {}

  static boolean concern(List<Array> in) {
    DType t = in.getLast().dtype();
    return t.isKey() && t.byteSize() > 8;
  }

  /// What is defined on keys: choices, comparisons, copies.
  static Array evaluate(Elementwise p, List<Array> in, Aval out, Device device) {
    return switch (p) {
      case Elementwise.SelectN s -> {
        List<Array> parts = new ArrayList<>();
        Aval pairs = pairs(out);
        Array which = in.getFirst();
        parts.add(which.rank() == 0 ? which : Strided.broadcast(column(which), pairs.shape()));
        for (Array a : in.subList(1, in.size())) {
          parts.add(a.view(pairs(a.aval())));
        }
        yield ElementwiseEvaluator.evaluate(s, parts, device).view(out);
      }
      case Elementwise.Binary b when b.op() == BinaryOp.EQ || b.op() == BinaryOp.NE -> {
        List<Array> parts = in.stream().map(a -> spread(a, out.shape())).toList();
        Array words = ElementwiseEvaluator.evaluate(b, parts, device);
        Array result = Array.allocate(out, device);
        for (long i = 0; i < out.shape().elements(); i++) {
          boolean first = words.getLong(2 * i) != 0;
          boolean second = words.getLong(2 * i + 1) != 0;
          result.setLong(i, (b.op() == BinaryOp.EQ ? first && second : first || second) ? 1 : 0);
        }
        yield result;
      }
      default -> in.getLast().view(out);
    };
  }

  private static Array spread(Array a, Shape shape) {
    Array whole = a.shape().equals(shape) ? a : Strided.broadcast(a, shape);
    return whole.view(pairs(whole.aval()));
  }

  private static Array column(Array a) {
    return a.view(a.aval().withShape(a.shape().insert(a.rank(), 1)));
  }

  private static Aval pairs(Aval a) {
    return Aval.of(DType.UINT64, a.shape().insert(a.rank(), 2));
  }
}
