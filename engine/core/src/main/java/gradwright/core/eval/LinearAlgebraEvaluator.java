package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.value.Array;
import java.util.List;

/// Reference evaluation of LinearAlgebra primitives.
final class LinearAlgebraEvaluator {
  private LinearAlgebraEvaluator() {}

  static List<Array> evaluate(LinearAlgebra p, List<Array> inputs, Device device) {
    throw JaxError.notImplemented("evaluation of " + p.primitiveName());
  }
}
