package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A function of one array with two results and its own derivatives. `rule` is the rule's printed name; `slopes` gives the
/// derivatives of both results at the argument.
record DerivedPair(String function, String rule, FlatFunction body, FlatFunction slopes) implements CustomRules.Jvp {
  List<Value> call(Value x) {
    return Session.bind(new Call.CustomJvpCall(function, body, this, false), List.of(x));
  }

  @Override
  public String name() {
    return rule;
  }

  @Override
  public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
    List<Value> out = call(primals.getFirst());
    List<Tangent> result = new ArrayList<>();
    if (tangents.getFirst() instanceof Value t) {
      for (Value slope : slopes.call(primals)) {
        result.add(Lax.mul(slope, t));
      }
    } else {
      out.forEach(o -> result.add(Tangent.Zero.like(o)));
    }
    return new CustomRules.Duals(out, result);
  }
}
