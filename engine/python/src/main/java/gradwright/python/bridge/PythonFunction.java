package gradwright.python.bridge;

import gradwright.core.errors.JaxError;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.List;

/// A Python function of a list of the engine's values that gives a list of them. `origins`, when there is one, learns which
/// trace the function was called in; `description` is a Python function that names the function and its arguments.
record PythonFunction(org.graalvm.polyglot.Value function, Origins origins, org.graalvm.polyglot.Value description)
    implements FlatFunction {
  /// How deep the engine may call Python from within Python: real JAX comes to Python's own limit after fewer. Python counts
  /// only the frames since it was last called, so that a function which transforms itself would go on for ever.
  private static final int DEEPEST = 150;

  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  PythonFunction(org.graalvm.polyglot.Value function) {
    this(function, null, null);
  }

  @Override
  public boolean mayLeak() {
    return true;
  }

  @Override
  public String origin(Tracer tracer) {
    return origins != null && tracer instanceof StagedTracer t ? origins.message(t) : "";
  }

  @Override
  public List<Value> call(List<Value> arguments) {
    if (origins != null && !arguments.isEmpty() && arguments.getFirst() instanceof StagedTracer t) {
      origins.record(t.trace(), description);
    }
    int[] depth = DEPTH.get();
    if (depth[0] >= DEEPEST) {
      throw new JaxError("RecursionError", "maximum recursion depth exceeded");
    }
    depth[0]++;
    try {
      return Neutral.values(function.execute((Object) Neutral.handles(arguments)));
    } finally {
      depth[0]--;
    }
  }
}
