package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Indexing;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Indexing primitives.
final class IndexingBatch {
  private IndexingBatch() {}

  static Batched batch(BatchTrace trace, Indexing p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
