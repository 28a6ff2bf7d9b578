package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Contraction primitives.
final class ContractionEvaluator {
  private ContractionEvaluator() {}

  static Array evaluate(Contraction p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
