package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Effectful;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.value.Tangent;
import java.util.ArrayList;
import java.util.List;

/// Host callbacks are not linear; a debug callback in a linear program is simply not run backwards.
final class EffectfulTranspose {
  private EffectfulTranspose() {}

  static List<Tangent> transpose(Effectful primitive, List<Tangent> cotangents, List<Operand> inputs) {
    return switch (primitive) {
      case Effectful.DebugCallback p -> zeros(inputs);
      case Effectful.Check p -> zeros(inputs);
      case Effectful.PureCallback p ->
          throw JaxError.value(
              "Pure callbacks do not support transpose. Please use `jax.custom_vjp` to use callbacks while taking"
                  + " gradients.");
      case Effectful.IoCallback p ->
          throw JaxError.value(
              "IO callbacks do not support transpose. Please use `jax.custom_vjp` to use callbacks while taking"
                  + " gradients.");
    };
  }

  private static List<Tangent> zeros(List<Operand> inputs) {
    List<Tangent> r = new ArrayList<>();
    inputs.forEach(o -> r.add(o instanceof Operand.Linear l ? new Tangent.Zero(l.aval()) : null));
    return r;
  }
}
