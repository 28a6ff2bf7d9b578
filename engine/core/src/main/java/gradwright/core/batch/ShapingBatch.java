package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Shaping;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Shaping primitives.
final class ShapingBatch {
  private ShapingBatch() {}

  static Batched batch(BatchTrace trace, Shaping p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
