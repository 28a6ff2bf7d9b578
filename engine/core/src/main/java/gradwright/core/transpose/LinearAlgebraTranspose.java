package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of LinearAlgebra primitives.
final class LinearAlgebraTranspose {
  private LinearAlgebraTranspose() {}

  static List<Tangent> transpose(LinearAlgebra p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
