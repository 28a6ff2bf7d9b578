package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of Call primitives.
final class CallEvaluator {
  private CallEvaluator() {}

  static List<Array> evaluate(Call p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
