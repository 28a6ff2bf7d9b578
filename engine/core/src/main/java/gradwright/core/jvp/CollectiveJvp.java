package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Collective;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of Collective primitives.
final class CollectiveJvp {
  private CollectiveJvp() {}

  static Duals jvp(Collective p, List<Value> primals, List<Tangent> tangents) {
    throw JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
  }
}
