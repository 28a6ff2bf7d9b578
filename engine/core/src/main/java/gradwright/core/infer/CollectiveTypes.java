package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Collective;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.List;

/// Types of collectives; an axis that is not in scope is JAX's NameError.
final class CollectiveTypes {
  private CollectiveTypes() {}

  static List<Aval> outputs(Collective primitive, List<Aval> inputs) {
    primitive.axisNames().forEach(Session.current()::axisSize);
    return switch (primitive) {
      case Collective.AllReduce p -> inputs.stream().map(a -> reduced(a, p)).toList();
      case Collective.AllGather p -> {
        Aval x = inputs.getFirst();
        Shape s = x.shape();
        yield List.of(
            x.withShape(
                p.tiled() ? s.with(p.axis(), s.size(p.axis()) * p.axisSize()) : s.insert(p.axis(), p.axisSize())));
      }
      case Collective.SumInvariant p -> List.of(inputs.getFirst());
      case Collective.Permute p -> List.of(inputs.getFirst());
      case Collective.AllToAll p -> List.of(allToAll(p, inputs.getFirst()));
      case Collective.ReduceScatter p -> List.of(reduceScatter(p, inputs.getFirst()));
      case Collective.AxisIndex p -> List.of(Aval.of(DType.INT32));
    };
  }

  private static Aval reduced(Aval x, Collective.AllReduce p) {
    Shape s = x.shape();
    int[] positional = p.positional().sorted().toArray();
    for (int i = positional.length - 1; i >= 0; i--) {
      s = s.remove(positional[i]);
    }
    return x.withShape(s);
  }

  private static Aval allToAll(Collective.AllToAll p, Aval x) {
    Shape s = x.shape();
    int split = s.size(p.splitAxis());
    if (p.tiled()) {
      if (split % p.axisSize() != 0) {
        throw JaxError.value(
            "The size of all_to_all split_axis ("
                + split
                + ") has to be divisible by the size of the named axis "
                + p.axisName()
                + " ("
                + p.axisSize()
                + ")");
      }
      Shape t = s.with(p.splitAxis(), split / p.axisSize());
      return x.withShape(t.with(p.concatAxis(), t.size(p.concatAxis()) * p.axisSize()));
    }
    if (split != p.axisSize()) {
      throw JaxError.value(
          "all_to_all requires the size of the mapped axis axis_name to equal x.shape[split_axis], but they are "
              + p.axisSize()
              + " and "
              + split
              + " respectively.");
    }
    return x.withShape(s.remove(p.splitAxis()).insert(p.concatAxis(), p.axisSize()));
  }

  private static Aval reduceScatter(Collective.ReduceScatter p, Aval x) {
    Shape s = x.shape();
    int d = p.scatterDimension();
    if (p.tiled()) {
      if (s.size(d) % p.axisSize() != 0) {
        throw JaxError.value(
            "tiled reduce_scatter operand scatter dimension size "
                + s.size(d)
                + " must be divisible by shard_count "
                + p.axisSize());
      }
      return x.withShape(s.with(d, s.size(d) / p.axisSize()));
    }
    if (s.size(d) != p.axisSize()) {
      throw JaxError.value(
          "reduce_scatter operand scatter dimension size " + s.size(d) + " must match shard count " + p.axisSize());
    }
    return x.withShape(s.remove(d));
  }
}
