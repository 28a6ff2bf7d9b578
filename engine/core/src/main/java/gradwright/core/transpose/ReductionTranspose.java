package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Reduction;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Reduction primitives.
final class ReductionTranspose {
  private ReductionTranspose() {}

  static List<Tangent> transpose(Reduction p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
