package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.RandomBits;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of RandomBits primitives.
final class RandomBatch {
  private RandomBatch() {}

  static Batched batch(BatchTrace trace, RandomBits p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
