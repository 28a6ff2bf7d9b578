package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Effectful primitives.
final class EffectfulTypes {
  private EffectfulTypes() {}

  static List<Aval> outputs(Effectful p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
