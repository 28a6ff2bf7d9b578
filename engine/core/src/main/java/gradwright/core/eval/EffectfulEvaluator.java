package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Effectful primitives.
final class EffectfulEvaluator {
  private EffectfulEvaluator() {}

  static List<Array> evaluate(Effectful p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
