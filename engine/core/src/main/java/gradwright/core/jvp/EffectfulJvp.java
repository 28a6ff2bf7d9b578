package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Session;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Debug callbacks see primals; the others have no derivative.
final class EffectfulJvp {
  private EffectfulJvp() {}

  static Duals jvp(Effectful primitive, List<Value> primals, List<Tangent> tangents) {
    return switch (primitive) {
      case Effectful.DebugCallback p -> new Duals(Session.bind(p, primals), List.of());
      case Effectful.Check p -> new Duals(Session.bind(p, primals), List.of());
      case Effectful.PureCallback p ->
          throw JaxError.value(
              "Pure callbacks do not support JVP. Please use `jax.custom_jvp` to use callbacks while taking"
                  + " gradients.");
      case Effectful.IoCallback p -> throw JaxError.value("IO callbacks do not support JVP.");
    };
  }
}
