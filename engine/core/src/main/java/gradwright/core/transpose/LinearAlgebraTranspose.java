package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.lax.Matrices;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.transpose.BackwardPass.Operand.Known;
import gradwright.core.transpose.BackwardPass.Operand.Linear;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.Arrays;
import java.util.List;

/// Transposes of LinearAlgebra primitives: solving is linear in the right-hand side.
final class LinearAlgebraTranspose {
  private LinearAlgebraTranspose() {}

  static List<Tangent> transpose(LinearAlgebra p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(cotangents.getFirst() instanceof Value ct)) {
      return ElementwiseTranspose.zeros(inputs);
    }
    if (p instanceof LinearAlgebra.TriangularSolve s
        && inputs.get(0) instanceof Known a
        && inputs.get(1) instanceof Linear) {
      LinearAlgebra.TriangularSolve transposed =
          new LinearAlgebra.TriangularSolve(s.leftSide(), s.lower(), !s.transposeA(), s.conjugateA(), s.unitDiagonal());
      return Arrays.asList(null, Lax.bind1(transposed, a.value(), ct));
    }
    if (p instanceof LinearAlgebra.TridiagonalSolve
        && inputs.get(0) instanceof Known lower
        && inputs.get(1) instanceof Known main
        && inputs.get(2) instanceof Known upper) {
      Value dl = Matrices.shifted(upper.value(), 1);
      Value du = Matrices.shifted(lower.value(), -1);
      return Arrays.asList(null, null, null, Lax.bind1(p, dl, main.value(), du, ct));
    }
    throw JaxError.notImplemented(
        "Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
