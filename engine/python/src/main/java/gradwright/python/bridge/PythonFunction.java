package gradwright.python.bridge;

import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.core.value.Value;
import java.util.List;

/// A Python function of a list of the engine's values that gives a list of them. `origins`, when there is one, learns which
/// trace the function was called in; `description` is a Python function that names the function and its arguments.
record PythonFunction(org.graalvm.polyglot.Value function, Origins origins, org.graalvm.polyglot.Value description)
    implements FlatFunction {
  PythonFunction(org.graalvm.polyglot.Value function) {
    this(function, null, null);
  }

  @Override
  public List<Value> call(List<Value> arguments) {
    if (origins != null && !arguments.isEmpty() && arguments.getFirst() instanceof StagedTracer t) {
      origins.record(t.trace(), description);
    }
    return Neutral.values(function.execute((Object) Neutral.handles(arguments)));
  }
}
