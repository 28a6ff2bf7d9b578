package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of ControlFlow primitives.
final class ControlFlowJvp {
  private ControlFlowJvp() {}

  static Duals jvp(ControlFlow p, List<Value> primals, List<Tangent> tangents) {
    throw JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
  }
}
