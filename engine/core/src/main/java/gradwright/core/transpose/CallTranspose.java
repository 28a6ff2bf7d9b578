package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Call primitives.
final class CallTranspose {
  private CallTranspose() {}

  static List<Tangent> transpose(Call p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
