package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.ControlFlow;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of ControlFlow primitives.
final class ControlFlowEvaluator {
  private ControlFlowEvaluator() {}

  static List<Array> evaluate(ControlFlow p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
