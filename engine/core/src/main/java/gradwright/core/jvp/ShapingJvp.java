package gradwright.core.jvp;

import gradwright.core.prim.Shaping;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of Shaping primitives: moving elements is linear.
final class ShapingJvp {
  private ShapingJvp() {}

  static Duals jvp(Shaping p, List<Value> primals, List<Tangent> tangents) {
    return Linear.linear(p, primals, tangents);
  }
}
