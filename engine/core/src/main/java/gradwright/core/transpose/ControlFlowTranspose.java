package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.ControlFlow;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of ControlFlow primitives.
final class ControlFlowTranspose {
  private ControlFlowTranspose() {}

  static List<Tangent> transpose(ControlFlow p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
