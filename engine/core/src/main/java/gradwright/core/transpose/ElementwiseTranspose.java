package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Elementwise;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Elementwise primitives.
final class ElementwiseTranspose {
  private ElementwiseTranspose() {}

  static List<Tangent> transpose(Elementwise p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
