package gradwright.numpy.linalg;

import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// A function of one array with its own derivative. `rule` is the rule's printed name.
record DerivedMatrix(String function, String rule, FlatFunction body, TangentsOf tangents) implements CustomRules.Jvp {
  /// The tangents of all results from the argument, the results, and the argument's tangent.
  interface TangentsOf {
    List<Value> of(Value primal, List<Value> results, Value tangent);
  }

  List<Value> call(Value x) {
    return Session.bind(new Call.CustomJvpCall(function, body, this, false), List.of(x));
  }

  @Override
  public String name() {
    return rule;
  }

  @Override
  public CustomRules.Duals apply(List<Value> primals, List<Tangent> given) {
    List<Value> out = call(primals.getFirst());
    if (given.getFirst() instanceof Value t) {
      return new CustomRules.Duals(out, List.copyOf(tangents.of(primals.getFirst(), out, t)));
    }
    return new CustomRules.Duals(out, out.stream().<Tangent>map(Tangent.Zero::like).toList());
  }
}
