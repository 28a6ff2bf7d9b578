package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.ControlFlow;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of ControlFlow primitives.
final class ControlFlowBatch {
  private ControlFlowBatch() {}

  static Batched batch(BatchTrace trace, ControlFlow p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
