package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Reduction primitives.
final class ReductionTypes {
  private ReductionTypes() {}

  static List<Aval> outputs(Reduction p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
