package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
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
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules: a primitive on values of which some have an extra axis (null in `axes`: none).
public final class BatchRules {
  private BatchRules() {}

  public static Batched batch(BatchTrace trace, Primitive primitive, List<Value> values, List<Integer> axes) {
    ExtensionPrimitive own =
        ReplacedRules.of(ReplacedRules.Kind.BATCH, primitive, () -> values.stream().map(Value::aval).toList());
    return switch (own == null ? primitive : own) {
      case Elementwise p -> ElementwiseBatch.batch(trace, p, values, axes);
      case Shaping p -> ShapingBatch.batch(trace, p, values, axes);
      case Reduction p -> ReductionBatch.batch(trace, p, values, axes);
      case Indexing p -> IndexingBatch.batch(trace, p, values, axes);
      case Contraction p -> ContractionBatch.batch(trace, p, values, axes);
      case LinearAlgebra p -> LinearAlgebraBatch.batch(trace, p, values, axes);
      case ControlFlow p -> ControlFlowBatch.batch(trace, p, values, axes);
      case Call p -> CallBatch.batch(trace, p, values, axes);
      case RandomBits p -> RandomBatch.batch(trace, p, values, axes);
      case Effectful p -> EffectfulBatch.batch(trace, p, values, axes);
      case Collective p -> CollectiveBatch.batch(trace, p, values, axes);
      case ExtensionPrimitive p -> {
        ExtensionPrimitive.Mapped out = p.batch(trace.size(), values, axes);
        yield new Batched(out.outputs(), out.axes());
      }
    };
  }
}
