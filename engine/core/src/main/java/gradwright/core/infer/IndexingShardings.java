package gradwright.core.infer;

import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// How results of gathers, scatters and dynamic slices are divided, where no device needs what another has.
final class IndexingShardings {
  private IndexingShardings() {}

  static List<List<String>> parts(Indexing p, List<Aval> in, List<Sharding> operands, Aval out) {
    return switch (p) {
      case Indexing.DynamicSlice _ -> ShardingRules.resized("dynamic_slice", in.getFirst(), operands.getFirst(), out);
      case Indexing.DynamicUpdateSlice _ -> {
        if (!Objects.equals(operands.get(0), operands.get(1))) {
          throw ShardingRules.error(
              "dynamic_update_slice operand sharding must be equal to update sharding, got operand sharding "
                  + withKinds(in.get(0), operands.get(0))
                  + " and update sharding "
                  + withKinds(in.get(1), operands.get(1))
                  + ".");
        }
        yield operands.getFirst().parts();
      }
      case Indexing.Gather g -> gather(g, in, operands, out);
      case Indexing.Scatter s -> scatter(s, in, operands);
    };
  }

  private static String withKinds(Aval a, Sharding s) {
    return a.withSharding(s).longName() + "(" + s.mesh().kindsText() + ")";
  }

  private static List<List<String>> gather(Indexing.Gather p, List<Aval> in, List<Sharding> operands, Aval out) {
    Sharding x = operands.get(0);
    Sharding indices = operands.get(1);
    if (x.isUndivided() && indices.isUndivided()) {
      return ShardingRules.undivided(out);
    }
    Indexing.GatherDimensions d = p.dimensions();
    boolean clear = true;
    for (int i = 0; i < d.startIndexMap().size(); i++) {
      int axis = d.startIndexMap().get(i);
      clear &= p.sliceSizes().get(axis) == in.get(0).shape().size(axis) || x.part(axis).isEmpty();
    }
    List<List<String>> places = new ArrayList<>(indices.parts());
    for (int i = 0; i < places.size(); i++) {
      int batch = d.startIndicesBatchingDims().indexOf(i);
      if (batch < 0) {
        clear &= places.get(i).isEmpty();
        continue;
      }
      List<String> own = x.part(d.operandBatchingDims().get(batch));
      clear &= own.isEmpty() || places.get(i).isEmpty() || own.equals(places.get(i));
      places.set(i, places.get(i).isEmpty() ? own : places.get(i));
    }
    if (!clear) {
      throw ShardingRules.error(
          "Use `.at[...].get(out_sharding=)` to provide output PartitionSpec for the gather indexing as out sharding"
              + " could not be resolved unambiguously (or would require collectives on inputs). Got operand="
              + shown(in.get(0))
              + ", indices="
              + shown(in.get(1)));
    }
    List<List<String>> windows = uncollapsed(p, in.getFirst(), x);
    List<List<String>> r = new ArrayList<>();
    int window = 0;
    int place = 0;
    for (int i = 0; i < out.rank(); i++) {
      r.add(d.offsetDims().contains(i) ? windows.get(window++) : places.get(place++));
    }
    return r;
  }

  /// The parts of the operand's axes that remain in the result.
  private static List<List<String>> uncollapsed(Indexing.Gather p, Aval operand, Sharding x) {
    Indexing.GatherDimensions d = p.dimensions();
    List<List<String>> windows = new ArrayList<>();
    for (int i = 0; i < operand.rank(); i++) {
      if (!d.collapsedSliceDims().contains(i) && !d.operandBatchingDims().contains(i)) {
        windows.add(p.sliceSizes().get(i) == operand.shape().size(i) ? x.part(i) : List.of());
      }
    }
    return windows;
  }

  /// How a gather's result is divided by the axes that it reads whole.
  static List<List<String>> windows(Indexing.Gather p, Aval operand, Sharding x, Aval out) {
    List<List<String>> windows = uncollapsed(p, operand, x);
    List<List<String>> r = new ArrayList<>();
    int window = 0;
    for (int i = 0; i < out.rank(); i++) {
      r.add(p.dimensions().offsetDims().contains(i) ? windows.get(window++) : List.of());
    }
    return r;
  }

  private static List<List<String>> scatter(Indexing.Scatter p, List<Aval> in, List<Sharding> operands) {
    Sharding x = operands.get(0);
    Sharding indices = operands.get(1);
    Sharding updates = operands.get(2);
    if (x.isUndivided() && indices.isUndivided() && updates.isUndivided()) {
      return x.parts();
    }
    Indexing.ScatterDimensions d = p.dimensions();
    List<List<String>> r = new ArrayList<>(x.parts());
    boolean clear = true;
    int window = 0;
    for (int i = 0; i < in.get(0).rank(); i++) {
      if (d.insertedWindowDims().contains(i)) {
        clear &= x.part(i).isEmpty();
      } else if (!d.operandBatchingDims().contains(i)) {
        int axis = d.updateWindowDims().get(window++);
        List<String> own = updates.part(axis);
        clear &= own.equals(x.part(i)) && (own.isEmpty() || in.get(2).shape().size(axis) == in.get(0).shape().size(i));
      }
    }
    Ints queries = Ints.EMPTY; // the axes of updates that come from those of indices
    for (int i = 0; i < in.get(2).rank(); i++) {
      queries = d.updateWindowDims().contains(i) ? queries : queries.plus(i);
    }
    for (int i = 0; i < in.get(1).rank(); i++) {
      int batch = d.scatterIndicesBatchingDims().indexOf(i);
      List<String> update = i < queries.size() ? updates.part(queries.get(i)) : List.of();
      if (batch < 0) {
        clear &= indices.part(i).isEmpty() && update.isEmpty();
        continue;
      }
      int axis = d.operandBatchingDims().get(batch);
      for (List<String> own : List.of(indices.part(i), update)) {
        clear &= own.isEmpty() || r.get(axis).isEmpty() || own.equals(r.get(axis));
        r.set(axis, r.get(axis).isEmpty() ? own : r.get(axis));
      }
    }
    if (!clear) {
      throw ShardingRules.error(
          "Use `.at[...].set/add/mul/...(out_sharding=)` to provide output PartitionSpec for the scatter update as out"
              + " sharding could not be resolved unambiguously (or would require collectives on inputs). Got operand="
              + shown(in.get(0))
              + ", indices="
              + shown(in.get(1))
              + ", updates="
              + shown(in.get(2)));
    }
    return r;
  }

  private static String shown(Aval a) {
    return "ShapedArray(" + a.longName() + (a.weakType() ? ", weak_type=True)" : ")");
  }
}
