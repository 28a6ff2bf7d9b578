package gradwright.core.value;

import gradwright.core.trace.Trace;

/// A stand-in for a value while a function is traced. Each belongs to one trace and is used by it alone; to all other
/// traces it is a constant.
public abstract non-sealed class Tracer implements Value {
  private final Trace trace;

  protected Tracer(Trace trace) {
    this.trace = trace;
    trace.made(this);
  }

  public final Trace trace() {
    return trace;
  }

  /// The name of its class in JAX.
  public String pythonName() {
    return switch (getClass().getSimpleName()) {
      case "StagedTracer" -> "DynamicJaxprTracer";
      case "JvpTracer" -> "JVPTracer";
      case String other -> other;
    };
  }

  /// As Python prints it, e.g. `JitTracer(float32[3])`.
  @Override
  public abstract String toString();
}
