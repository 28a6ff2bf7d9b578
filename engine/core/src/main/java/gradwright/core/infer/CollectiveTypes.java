package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Collective;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Collective primitives.
final class CollectiveTypes {
  private CollectiveTypes() {}

  static List<Aval> outputs(Collective p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
