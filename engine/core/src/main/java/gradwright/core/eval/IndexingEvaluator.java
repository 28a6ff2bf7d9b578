package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Indexing;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Indexing primitives.
final class IndexingEvaluator {
  private IndexingEvaluator() {}

  static Array evaluate(Indexing p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
