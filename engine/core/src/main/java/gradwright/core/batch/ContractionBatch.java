package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Contraction primitives.
final class ContractionBatch {
  private ContractionBatch() {}

  static Batched batch(BatchTrace trace, Contraction p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
