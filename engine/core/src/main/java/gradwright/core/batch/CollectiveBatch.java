package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Collective;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Collective primitives.
final class CollectiveBatch {
  private CollectiveBatch() {}

  static Batched batch(BatchTrace trace, Collective p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
