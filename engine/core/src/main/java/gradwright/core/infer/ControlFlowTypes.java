package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.ControlFlow;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of ControlFlow primitives.
final class ControlFlowTypes {
  private ControlFlowTypes() {}

  static List<Aval> outputs(ControlFlow p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
