package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of LinearAlgebra primitives.
final class LinearAlgebraTypes {
  private LinearAlgebraTypes() {}

  static List<Aval> outputs(LinearAlgebra p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
