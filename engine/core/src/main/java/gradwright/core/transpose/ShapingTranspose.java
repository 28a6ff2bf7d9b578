package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Shaping;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Shaping primitives.
final class ShapingTranspose {
  private ShapingTranspose() {}

  static List<Tangent> transpose(Shaping p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
