package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.RandomBits;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of RandomBits primitives.
final class RandomEvaluator {
  private RandomEvaluator() {}

  static List<Array> evaluate(RandomBits p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
