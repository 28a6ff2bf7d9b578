package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Collective;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Collective primitives.
final class CollectiveTranspose {
  private CollectiveTranspose() {}

  static List<Tangent> transpose(Collective p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
