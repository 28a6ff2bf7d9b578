package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Shaping;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Shaping primitives.
final class ShapingEvaluator {
  private ShapingEvaluator() {}

  static List<Array> evaluate(Shaping p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
