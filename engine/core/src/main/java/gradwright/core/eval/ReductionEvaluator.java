package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Reduction;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Reduction primitives.
final class ReductionEvaluator {
  private ReductionEvaluator() {}

  static List<Array> evaluate(Reduction p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
