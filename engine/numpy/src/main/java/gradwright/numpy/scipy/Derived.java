package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// A function with its own derivative, where that of its formula would be NaN or inexact. `rule` is the rule's printed name.
record Derived(String function, String rule, FlatFunction body, TangentOf tangent) implements CustomRules.Jvp {
  /// One argument's part of the tangent: from all primals, the result, and the argument's own tangent; null when the function
  /// has no derivative by that argument.
  interface TangentOf {
    Value of(int argument, List<Value> primals, Value result, Value tangent);
  }

  Value call(Value... arguments) {
    return call(List.of(arguments));
  }

  private Value call(List<Value> arguments) {
    return Session.bind(new Call.CustomJvpCall(function, body, this, false), arguments).getFirst();
  }

  @Override
  public String name() {
    return rule;
  }

  @Override
  public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
    Value out = call(primals);
    Tangent total = Tangent.Zero.like(out);
    for (int i = 0; i < primals.size(); i++) {
      // Integers carry tangents of no elements.
      if (tangents.get(i) instanceof Value t && t.dtype() != DType.FLOAT0) {
        Value part = tangent.of(i, primals, out, t);
        if (part != null) {
          total = Lax.addTangents(total, Lax.convert(Lax.broadcastTo(part, out.shape()), out.dtype()));
        }
      }
    }
    return new CustomRules.Duals(List.of(out), List.of(total));
  }
}
