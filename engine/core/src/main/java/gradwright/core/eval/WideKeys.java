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

/// Elementwise operations on keys that are not held in a long, on their words along a further axis.
final class WideKeys {
  private WideKeys() {}

  static boolean concern(List<Array> in) {
    DType t = in.getLast().dtype();
    return t.isKey() && t != DType.KEY_FRY;
  }

  /// What is defined on keys: choices, comparisons, copies.
  static Array evaluate(Elementwise p, List<Array> in, Aval out, Device device) {
    return switch (p) {
      case Elementwise.SelectN s -> {
        List<Array> parts = new ArrayList<>();
        Aval wide = words(out);
        Array which = in.getFirst();
        parts.add(which.rank() == 0 ? which : Strided.broadcast(column(which), wide.shape()));
        for (Array a : in.subList(1, in.size())) {
          parts.add(a.view(words(a.aval())));
        }
        yield ElementwiseEvaluator.evaluate(s, parts, device).view(out);
      }
      case Elementwise.Binary b when b.op() == BinaryOp.EQ || b.op() == BinaryOp.NE -> {
        List<Array> parts = in.stream().map(a -> spread(a, out.shape())).toList();
        Array words = ElementwiseEvaluator.evaluate(b, parts, device);
        Array result = Array.allocate(out, device);
        int n = in.getFirst().dtype().keyWords();
        for (long i = 0; i < out.shape().elements(); i++) {
          boolean equal = b.op() == BinaryOp.EQ;
          boolean all = equal;
          for (int k = 0; k < n; k++) {
            boolean word = words.getLong(n * i + k) != 0;
            all = equal ? all && word : all || word;
          }
          result.setLong(i, all ? 1 : 0);
        }
        yield result;
      }
      default -> in.getLast().view(out);
    };
  }

  private static Array spread(Array a, Shape shape) {
    Array whole = a.shape().equals(shape) ? a : Strided.broadcast(a, shape);
    return whole.view(words(whole.aval()));
  }

  private static Array column(Array a) {
    return a.view(a.aval().withShape(a.shape().insert(a.rank(), 1)));
  }

  private static Aval words(Aval a) {
    return Aval.of(DType.UINT32, a.shape().insert(a.rank(), a.dtype().keyWords()));
  }
}
