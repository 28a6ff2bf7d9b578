package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of Collective primitives: all but pmax and pmin are linear.
final class CollectiveJvp {
  private CollectiveJvp() {}

  static Duals jvp(Collective p, List<Value> primals, List<Tangent> tangents) {
    return switch (p) {
      case Collective.AllReduce r when r.op() != Reduction.Op.SUM ->
          throw JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
      case Collective.AxisIndex _ -> Linear.constant(p, primals);
      default -> Linear.linear(p, primals, tangents);
    };
  }
}
