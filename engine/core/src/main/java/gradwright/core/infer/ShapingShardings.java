package gradwright.core.infer;

import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;

/// How results of primitives that move elements are divided.
final class ShapingShardings {
  private ShapingShardings() {}

  static List<List<List<String>>> parts(Shaping p, List<Aval> in, List<Sharding> operands, List<Aval> outs) {
    Aval out = outs.isEmpty() ? null : outs.getFirst();
    Aval x = in.isEmpty() ? null : in.getFirst();
    Sharding s = operands.isEmpty() ? null : operands.getFirst();
    return switch (p) {
      case Shaping.Iota _, Shaping.Empty _ -> List.of(ShardingRules.undivided(out));
      case Shaping.Reshape r ->
          List.of(r.sharding() != null ? r.sharding().parts() : ReshapeSharding.parts(r, x, s, out));
      case Shaping.BroadcastInDim b -> List.of(b.sharding() != null ? b.sharding().parts() : broadcast(b, s, out));
      case Shaping.Transpose t -> List.of(ContractionShardings.chosen(s, t.permutation()));
      case Shaping.Squeeze q -> List.of(squeeze(s, q.dimensions()));
      case Shaping.Slice _ -> List.of(ShardingRules.resized("slicing", x, s, out));
      case Shaping.Pad _ -> List.of(ShardingRules.resized("padding", x, s, out));
      case Shaping.Split _ -> outs.stream().map(o -> ShardingRules.resized("split", x, s, o)).toList();
      case Shaping.Concatenate _ -> {
        Sharding common = same(in);
        yield List.of(common == null ? ShardingRules.undivided(out) : common.parts());
      }
      case Shaping.Stack k -> {
        Sharding common = same(in);
        yield List.of(common == null ? ShardingRules.undivided(out) : common.insert(k.axis(), List.of()).parts());
      }
      case Shaping.Unstack u -> {
        if (!s.part(u.axis()).isEmpty()) {
          throw ShardingRules.error(
              "unstack operand cannot be sharded on the unstacking axis " + u.axis() + ". Got operand type=" + x);
        }
        yield outs.stream().map(o -> s.remove(u.axis()).parts()).toList();
      }
      case Shaping.Tile t -> {
        for (int i = 0; i < x.rank(); i++) {
          if (t.reps().get(i) != 1 && !s.part(i).isEmpty()) {
            throw ShardingRules.error(
                "Operand cannot be sharded on dimension "
                    + i
                    + " when the tiling is non-trivial. Got input type: "
                    + x.longName()
                    + " with reps: "
                    + t.reps());
          }
        }
        yield List.of(s.parts());
      }
      case Shaping.Rev _, Shaping.Reshard _ -> List.of(s.parts());
    };
  }

  private static List<List<String>> broadcast(Shaping.BroadcastInDim p, Sharding s, Aval out) {
    List<List<String>> r = new ArrayList<>(ShardingRules.undivided(out));
    for (int i = 0; i < p.broadcastDimensions().size(); i++) {
      r.set(p.broadcastDimensions().get(i), s.part(i));
    }
    return r;
  }

  private static List<List<String>> squeeze(Sharding s, Ints dimensions) {
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < s.parts().size(); i++) {
      if (!dimensions.contains(i)) {
        r.add(s.part(i));
      }
    }
    return r;
  }

  private static Sharding same(List<Aval> in) {
    return ElementwiseShardings.same(
        in, shown -> ShardingRules.error("All operands should have the same sharding. Got shardings " + shown));
  }
}
