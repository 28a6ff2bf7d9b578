package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.value.Value;
import java.util.List;

/// Batching rules of Call primitives.
final class CallBatch {
  private CallBatch() {}

  static Batched batch(BatchTrace trace, Call p, List<Value> values, List<Integer> axes) {
    throw JaxError.notImplemented("Batching rule for '" + p.primitiveName() + "' not implemented");
  }
}
