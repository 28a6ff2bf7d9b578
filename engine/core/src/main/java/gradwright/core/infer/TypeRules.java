package gradwright.core.infer;

import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import java.util.List;

/// Abstract evaluation: types of the outputs from types of the inputs, or JAX's error about them.
public final class TypeRules {
  private TypeRules() {}

  public static List<Aval> outputs(Primitive primitive, List<Aval> inputs) {
    List<Aval> outs = shapes(primitive, inputs);
    return ShardingRules.concern(inputs) ? ShardingRules.outputs(primitive, inputs, outs) : outs;
  }

  private static List<Aval> shapes(Primitive primitive, List<Aval> inputs) {
    return switch (primitive) {
      case Elementwise p -> List.of(ElementwiseTypes.output(p, inputs));
      case Shaping p -> ShapingTypes.outputs(p, inputs);
      case Reduction p -> ReductionTypes.outputs(p, inputs);
      case Indexing p -> List.of(IndexingTypes.output(p, inputs));
      case Contraction p -> List.of(ContractionTypes.output(p, inputs));
      case LinearAlgebra p -> LinearAlgebraTypes.outputs(p, inputs);
      case ControlFlow p -> ControlFlowTypes.outputs(p, inputs);
      case Call p -> CallTypes.outputs(p, inputs);
      case RandomBits p -> RandomTypes.outputs(p, inputs);
      case Effectful p -> EffectfulTypes.outputs(p, inputs);
      case Collective p -> CollectiveTypes.outputs(p, inputs);
      case ExtensionPrimitive p -> p.outputs(inputs);
    };
  }
}
