package gradwright.core.transpose;

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
import gradwright.core.trace.ReplacedRules;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of linear primitives: cotangents of the linear operands (null at known ones) from cotangents of the outputs.
public final class TransposeRules {
  private TransposeRules() {}

  public static List<Tangent> transpose(Primitive primitive, List<Tangent> cotangents, List<Operand> inputs) {
    ExtensionPrimitive own =
        ReplacedRules.of(ReplacedRules.Kind.TRANSPOSE, primitive, () -> inputs.stream().map(Operand::aval).toList());
    return switch (own == null ? primitive : own) {
      case Elementwise p -> ElementwiseTranspose.transpose(p, cotangents, inputs);
      case Shaping p -> ShapingTranspose.transpose(p, cotangents, inputs);
      case Reduction p -> ReductionTranspose.transpose(p, cotangents, inputs);
      case Indexing p -> IndexingTranspose.transpose(p, cotangents, inputs);
      case Contraction p -> ContractionTranspose.transpose(p, cotangents, inputs);
      case LinearAlgebra p -> LinearAlgebraTranspose.transpose(p, cotangents, inputs);
      case ControlFlow p -> ControlFlowTranspose.transpose(p, cotangents, inputs);
      case Call p -> CallTranspose.transpose(p, cotangents, inputs);
      case RandomBits p -> RandomTranspose.transpose(p, cotangents, inputs);
      case Effectful p -> EffectfulTranspose.transpose(p, cotangents, inputs);
      case Collective p -> CollectiveTranspose.transpose(p, cotangents, inputs);
      case ExtensionPrimitive p ->
          p.transpose(
              cotangents,
              inputs.stream().map(o -> o instanceof Operand.Known k ? k.value() : null).toList(),
              inputs.stream().map(Operand::aval).toList());
    };
  }
}
