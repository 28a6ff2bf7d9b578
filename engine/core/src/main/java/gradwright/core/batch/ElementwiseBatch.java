package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Elementwise;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Elementwise primitives.
final class ElementwiseBatch {
  private ElementwiseBatch() {}

  static Batched batch(BatchTrace trace, Elementwise p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
