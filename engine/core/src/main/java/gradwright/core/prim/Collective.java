package gradwright.core.prim;

import gradwright.core.types.Ints;
import java.util.List;

/// Operations across a mapped axis, given by name.
public sealed interface Collective extends Primitive {
  List<String> axisNames();

  /// psum, pmax, pmin over named axes; `positional` axes are reduced as well. pmean is psum divided.
  record AllReduce(Reduction.Op op, List<String> axisNames, Ints positional) implements Collective {
    @Override
    public String primitiveName() {
      return "p" + op.jaxName();
    }
  }

  /// A sum over named axes whose result counts as one value, the same everywhere, so that its transpose hands the
  /// cotangent on unchanged: `psum` inside `shard_map`. (The transpose of `AllReduce` sums again.)
  record SumInvariant(List<String> axisNames) implements Collective {
    @Override
    public String primitiveName() {
      return "psum_invariant";
    }
  }

  /// Stacks (or concatenates when tiled) along `axis`.
  record AllGather(String axisName, int axisSize, int axis, boolean tiled) implements Collective {
    @Override
    public List<String> axisNames() {
      return List.of(axisName);
    }

    @Override
    public String primitiveName() {
      return "all_gather";
    }
  }

  /// `sources[i]` sends to `destinations[i]`; who receives nothing gets zeros.
  record Permute(String axisName, Ints sources, Ints destinations) implements Collective {
    @Override
    public List<String> axisNames() {
      return List.of(axisName);
    }

    @Override
    public String primitiveName() {
      return "ppermute";
    }
  }

  /// Splits `splitAxis` over the mapped axis and stacks (tiled: concatenates) at `concatAxis`.
  record AllToAll(String axisName, int splitAxis, int concatAxis, int axisSize, boolean tiled) implements Collective {
    @Override
    public List<String> axisNames() {
      return List.of(axisName);
    }

    @Override
    public String primitiveName() {
      return "all_to_all";
    }
  }

  /// Sum over the axis, of which each keeps its part of `scatterDimension`.
  record ReduceScatter(String axisName, int scatterDimension, int axisSize, boolean tiled) implements Collective {
    @Override
    public List<String> axisNames() {
      return List.of(axisName);
    }

    @Override
    public String primitiveName() {
      return "reduce_scatter";
    }
  }

  /// No inputs: int32 position along the axis.
  record AxisIndex(String axisName) implements Collective {
    @Override
    public List<String> axisNames() {
      return List.of(axisName);
    }

    @Override
    public String primitiveName() {
      return "axis_index";
    }
  }
}
