package gradwright.python.bridge;

import gradwright.core.trace.FlatFunction;
import gradwright.core.value.Value;
import java.util.List;

/// A Python function of a list of the engine's values that gives a list of them.
record PythonFunction(org.graalvm.polyglot.Value function) implements FlatFunction {
  @Override
  public List<Value> call(List<Value> arguments) {
    return Neutral.values(function.execute((Object) Neutral.handles(arguments)));
  }
}
