package gradwright.core.ir;

import gradwright.core.types.Aval;
import gradwright.core.value.Value;
import java.util.List;

/// A jaxpr with the values of its constants. Identity is that of the object, which caches key on.
public final class ClosedJaxpr {
  private final Jaxpr jaxpr;
  private final List<Value> constants;

  public ClosedJaxpr(Jaxpr jaxpr, List<? extends Value> constants) {
    if (jaxpr.constants().size() != constants.size()) {
      throw new IllegalArgumentException(
          jaxpr.constants().size() + " constant variables for " + constants.size() + " constants");
    }
    this.jaxpr = jaxpr;
    this.constants = List.copyOf(constants);
  }

  public Jaxpr jaxpr() {
    return jaxpr;
  }

  public List<Value> constants() {
    return constants;
  }

  public List<Aval> inputAvals() {
    return jaxpr.inputAvals();
  }

  public List<Aval> outputAvals() {
    return jaxpr.outputAvals();
  }

  @Override
  public String toString() {
    return JaxprPrinter.print(jaxpr);
  }
}
