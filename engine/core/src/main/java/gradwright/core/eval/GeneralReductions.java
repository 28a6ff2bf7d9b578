package gradwright.core.eval;

import gradwright.core.batch.BatchTrace;
import gradwright.core.device.Device;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reductions by any associative computation on scalars: neighbours are combined, all pairs at once by batching the
/// computation, until one is left; then the initial value comes in from the left.
final class GeneralReductions {
  private GeneralReductions() {}

  static List<Array> evaluate(Reduction.ReduceGeneral p, List<Array> in, List<Aval> outs, Device device) {
    int n = in.size() / 2;
    List<Array> rows = new ArrayList<>();
    int length = 1;
    int kept = 1;
    for (int i = 0; i < in.getFirst().rank(); i++) {
      int size = in.getFirst().shape().size(i);
      if (p.dimensions().contains(i)) {
        length *= size;
      } else {
        kept *= size;
      }
    }
    for (Array a : in.subList(0, n)) {
      Array moved = ReductionEvaluator.axesLast(a, p.dimensions());
      rows.add(Strided.transpose(moved.view(moved.aval().withShape(Shape.of(kept, length))), Ints.of(1, 0)));
    }
    while (length > 1) {
      int pairs = length / 2;
      List<Array> left = new ArrayList<>();
      for (int side = 0; side < 2; side++) {
        for (Array a : rows) {
          left.add(everySecond(a, side, pairs, kept));
        }
      }
      List<Array> combined = combine(p, left, pairs * kept, device);
      List<Array> next = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        Array c = combined.get(i).view(rows.get(i).aval().withShape(Shape.of(pairs, kept)));
        if (length % 2 == 1) {
          Aval one = c.aval().withShape(Shape.of(1, kept));
          Array odd = Strided.gather(rows.get(i), one, (long) (length - 1) * kept, one.shape().strides());
          c = ShapingEvaluator.concatenate(List.of(c, odd), 0, c.aval().withShape(Shape.of(pairs + 1, kept)), device);
        }
        next.add(c);
      }
      rows = next;
      length = pairs + length % 2;
    }
    List<Array> last = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      last.add(Strided.full(in.get(n + i), rows.get(i).aval().withShape(Shape.of(kept)), device));
    }
    List<Array> results = last;
    if (length == 1) {
      for (int i = 0; i < n; i++) {
        last.add(rows.get(i).view(rows.get(i).aval().withShape(Shape.of(kept))));
      }
      results = combine(p, last, kept, device);
    }
    List<Array> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(results.get(i).view(outs.get(i)));
    }
    return out;
  }

  private static Array everySecond(Array a, int from, int count, int kept) {
    Aval aval = a.aval().withShape(Shape.of(count, kept));
    return Strided.gather(a, aval, (long) from * kept, new long[] {2L * kept, 1});
  }

  /// The computation on each element of vectors.
  private static List<Array> combine(Reduction.ReduceGeneral p, List<Array> operands, int size, Device device) {
    List<Value> vectors = new ArrayList<>();
    for (Array a : operands) {
      vectors.add(a.view(a.aval().withShape(Shape.of(size))));
    }
    Session session = Session.current();
    return session.with(
        session.evalTrace(),
        () -> {
          BatchTrace.Batched b =
              BatchTrace.run(
                  new JaxprFunction(p.computation()), size, null, vectors, Collections.nCopies(vectors.size(), 0));
          List<Array> out = new ArrayList<>();
          for (int i = 0; i < b.values().size(); i++) {
            Array a = EvalTrace.toArray(b.values().get(i), device);
            out.add(b.axes().get(i) == null ? Strided.full(a, a.aval().withShape(Shape.of(size)), device) : a);
          }
          return out;
        });
  }
}
