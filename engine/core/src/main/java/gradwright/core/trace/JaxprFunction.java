package gradwright.core.trace;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Effect;
import gradwright.core.value.Value;
import java.util.List;
import java.util.Set;

/// A staged function: calling it interprets the jaxpr with the current trace.
public record JaxprFunction(ClosedJaxpr jaxpr) implements FlatFunction {
  @Override
  public List<Value> call(List<Value> arguments) {
    return Interpreter.run(jaxpr, arguments);
  }

  @Override
  public Set<Effect> effects() {
    return jaxpr.jaxpr().effects();
  }
}
