package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Indexing;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.List;

/// Transposes of Indexing primitives.
final class IndexingTranspose {
  private IndexingTranspose() {}

  static List<Tangent> transpose(Indexing p, List<Tangent> cotangents, List<Operand> inputs) {
    throw JaxError.notImplemented("Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
