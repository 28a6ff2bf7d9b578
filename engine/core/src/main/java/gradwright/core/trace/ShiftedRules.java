package gradwright.core.trace;

import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Custom rules of a function that got leading inputs for what it closed over. The rules do not see those, and give
/// them no derivative: the user's rule already speaks for the whole function.
final class ShiftedRules {
  private ShiftedRules() {}

  record Jvp(CustomRules.Jvp rule, int shift) implements CustomRules.Jvp {
    @Override
    public String name() {
      return rule.name();
    }

    @Override
    public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
      return rule.apply(primals.subList(shift, primals.size()), tangents.subList(shift, tangents.size()));
    }
  }

  record Vjp(CustomRules.Vjp rule, int shift) implements CustomRules.Vjp {
    @Override
    public String forwardName() {
      return rule.forwardName();
    }

    @Override
    public String backwardName() {
      return rule.backwardName();
    }

    @Override
    public CustomRules.Forward forward(List<Value> inputs, List<Boolean> perturbed) {
      return rule.forward(inputs.subList(shift, inputs.size()), perturbed.subList(shift, perturbed.size()));
    }

    @Override
    public List<Tangent> backward(List<Value> residuals, List<Tangent> cotangents, List<Aval> inputs) {
      List<Tangent> r = new ArrayList<>();
      for (int i = 0; i < shift; i++) {
        r.add(new Tangent.Zero(inputs.get(i).tangent()));
      }
      r.addAll(rule.backward(residuals, cotangents, inputs.subList(shift, inputs.size())));
      return r;
    }
  }
}
