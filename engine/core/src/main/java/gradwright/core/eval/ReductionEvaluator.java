package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of reductions.
final class ReductionEvaluator {
  private ReductionEvaluator() {}

  static List<Array> evaluate(Reduction p, List<Array> in, Device device) {
    List<Aval> avals = TypeRules.outputs(p, in.stream().map(Array::aval).toList());
    Aval out = avals.getFirst();
    Array x = in.getFirst();
    return switch (p) {
      case Reduction.Reduce r -> List.of(reduce(r, x, out, device));
      case Reduction.ArgReduce a -> List.of(ArgReductions.evaluate(a, x, out, device));
      case Reduction.Cumulative c -> List.of(Cumulations.evaluate(c, x, device));
      case Reduction.ReduceWindow w -> List.of(Windows.reduce(w, x, out, device));
      case Reduction.SelectAndGatherAdd w -> List.of(Windows.gather(w, x, in.get(1), out, device));
      case Reduction.SelectAndScatterAdd w -> List.of(Windows.scatter(w, x, in.get(1), out, device));
      case Reduction.ReduceGeneral g -> GeneralReductions.evaluate(g, in, avals, device);
      case Reduction.Sort s -> Sorting.sort(s, in, device);
      case Reduction.TopK k -> Sorting.topK(k, x, avals, device);
    };
  }

  private static Array reduce(Reduction.Reduce p, Array x, Aval out, Device device) {
    if (p.axes().isEmpty()) {
      return x.view(out);
    }
    int kept = 1;
    int reduced = 1;
    boolean leading = true;
    for (int i = 0; i < x.rank(); i++) {
      int size = x.shape().size(i);
      if (p.axes().contains(i)) {
        leading &= kept == 1;
        reduced = Math.multiplyExact(reduced, size);
      } else {
        kept = Math.multiplyExact(kept, size);
      }
    }
    Accumulator accumulator = Accumulator.of(p.op(), x.dtype(), kept);
    if (leading && kept > 1) {
      accumulator.columns(x, reduced, kept);
    } else {
      accumulator.rows(axesLast(x, p.axes()), kept, reduced);
    }
    return accumulator.result(out, device);
  }

  /// The array with some axes moved behind the others, keeping the order of each.
  static Array axesLast(Array x, Ints axes) {
    Ints permutation = Ints.EMPTY;
    for (int i = 0; i < x.rank(); i++) {
      permutation = axes.contains(i) ? permutation : permutation.plus(i);
    }
    return Strided.transpose(x, permutation.concat(axes.sorted()));
  }
}
