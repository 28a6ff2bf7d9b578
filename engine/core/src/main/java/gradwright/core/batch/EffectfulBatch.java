package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Effectful primitives.
final class EffectfulBatch {
  private EffectfulBatch() {}

  static Batched batch(BatchTrace trace, Effectful p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
