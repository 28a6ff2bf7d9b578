package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of Call primitives.
final class CallJvp {
  private CallJvp() {}

  static Duals jvp(Call p, List<Value> primals, List<Tangent> tangents) {
    throw JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
  }
}
