package gradwright.core.infer;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;

/// How results of reductions, cumulations and sorts are divided.
final class ReductionShardings {
  private ReductionShardings() {}

  static List<List<List<String>>> parts(Reduction p, List<Aval> in, List<Sharding> operands, List<Aval> outs) {
    Aval x = in.getFirst();
    Sharding s = operands.getFirst();
    return switch (p) {
      case Reduction.Reduce r -> List.of(without(s, r.axes()));
      case Reduction.ArgReduce a -> List.of(without(s, Ints.of(a.axis())));
      case Reduction.ReduceGeneral r -> outs.stream().map(o -> without(s, r.dimensions())).toList();
      case Reduction.Cumulative c -> {
        if (!s.part(c.axis()).isEmpty()) {
          throw ShardingRules.error(
              "Input should be unsharded over the axis being reduced. Got input type="
                  + x.longName()
                  + " and axis="
                  + c.axis());
        }
        yield List.of(s.parts());
      }
      case Reduction.TopK t -> {
        if (!s.part(t.axis()).isEmpty()) {
          throw ShardingRules.error(
              "The input should be unsharded over the axis along which to compute the top_k values. Got input type="
                  + x.longName()
                  + " and axis="
                  + t.axis());
        }
        yield List.of(s.parts(), s.parts());
      }
      case Reduction.Sort t -> sort(t, in, outs);
      case Reduction.SelectAndScatterAdd _ -> List.of(operands.get(1).parts());
      case Reduction.ReduceWindow _ -> List.of(ShardingRules.resized("reduce_window", x, s, outs.getFirst()));
      case Reduction.SelectAndGatherAdd _ -> {
        if (!s.equals(operands.get(1))) {
          throw ShardingRules.error(
              "select_and_gather_add tangents and operand shardings must match, got "
                  + s
                  + " and "
                  + operands.get(1)
                  + ".");
        }
        yield List.of(ShardingRules.resized("reduce_window", x, s, outs.getFirst()));
      }
    };
  }

  private static List<List<List<String>>> sort(Reduction.Sort p, List<Aval> in, List<Aval> outs) {
    for (Aval a : in) {
      if (a.sharding() != null && !a.sharding().part(p.dimension()).isEmpty()) {
        throw ShardingRules.error(
            "Arguments to sort must be unsharded over the sorting dimension. Got arg sharding="
                + a.sharding()
                + " and sorting dimension="
                + p.dimension());
      }
    }
    Sharding common =
        ElementwiseShardings.same(
            in,
            shown ->
                ShardingRules.error(
                    "Arguments to sort must have equal shardings, got: " + shown.replace("), N", ") N")));
    return outs.stream().map(o -> common == null ? ShardingRules.undivided(o) : common.parts()).toList();
  }

  private static List<List<String>> without(Sharding s, Ints axes) {
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < s.parts().size(); i++) {
      if (!axes.contains(i)) {
        r.add(s.part(i));
      }
    }
    return r;
  }
}
