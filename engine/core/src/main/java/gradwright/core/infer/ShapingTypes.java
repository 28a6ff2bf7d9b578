package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Shaping primitives.
final class ShapingTypes {
  private ShapingTypes() {}

  static List<Aval> outputs(Shaping p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
