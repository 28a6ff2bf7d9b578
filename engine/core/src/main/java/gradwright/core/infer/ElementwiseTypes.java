package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Elementwise;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Elementwise primitives.
final class ElementwiseTypes {
  private ElementwiseTypes() {}

  static Aval output(Elementwise p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
