package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.types.Aval;
import java.util.List;

/// Types of Call primitives.
final class CallTypes {
  private CallTypes() {}

  static List<Aval> outputs(Call p, List<Aval> inputs) {
    throw JaxError.notImplemented("type of " + p.primitiveName());
  }
}
