package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.RandomBits;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of RandomBits primitives.
final class RandomJvp {
  private RandomJvp() {}

  static Duals jvp(RandomBits p, List<Value> primals, List<Tangent> tangents) {
    throw JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
  }
}
