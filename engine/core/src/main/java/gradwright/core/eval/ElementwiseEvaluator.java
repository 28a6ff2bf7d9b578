package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Elementwise;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Elementwise primitives.
final class ElementwiseEvaluator {
  private ElementwiseEvaluator() {}

  static Array evaluate(Elementwise p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
