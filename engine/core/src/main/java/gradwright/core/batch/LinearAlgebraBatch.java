package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of LinearAlgebra primitives.
final class LinearAlgebraBatch {
  private LinearAlgebraBatch() {}

  static Batched batch(BatchTrace trace, LinearAlgebra p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
