package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Effectful primitives.
final class EffectfulTranspose {
  private EffectfulTranspose() {}

  static List<Tangent> transpose(Effectful p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
