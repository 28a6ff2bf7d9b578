package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Reduction;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Reduction primitives.
final class ReductionBatch {
  private ReductionBatch() {}

  static Batched batch(BatchTrace trace, Reduction p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
