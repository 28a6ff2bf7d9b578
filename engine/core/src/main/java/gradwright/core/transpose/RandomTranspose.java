package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.RandomBits;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// RandomBits primitives are not linear in anything: they have no transposes.
final class RandomTranspose {
  private RandomTranspose() {}

  static List<Tangent> transpose(RandomBits p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented(
        "Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
