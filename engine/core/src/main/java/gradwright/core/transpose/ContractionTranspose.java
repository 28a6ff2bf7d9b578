package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Contraction;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Contraction primitives.
final class ContractionTranspose {
  private ContractionTranspose() {}

  static List<Tangent> transpose(Contraction p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
