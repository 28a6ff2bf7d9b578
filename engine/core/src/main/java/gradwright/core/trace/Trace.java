package gradwright.core.trace;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Primitive;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.List;

/// An interpretation of primitives. Exactly one trace is current (see `Session`); it unwraps the tracers that are its own and
/// hands everything else to its parent as constants, which alone prevents perturbation confusion.
public abstract class Trace {
  private boolean valid = true;
  private TracerLeaks watch;

  /// Applies a primitive to values.
  public abstract List<Value> process(Primitive primitive, List<Value> inputs);

  /// A constant that this trace computed, as opposed to a literal in the text of a program: where a program is split it is
  /// handed over like any other result. Traces that compute at once give the constant itself.
  public Value constant(HostScalar v) {
    return v;
  }

  /// The trace that computes for this one; null where it stands alone.
  public Trace parent() {
    return null;
  }

  /// Ends the trace: its tracers must not be used any more.
  public void invalidate() {
    valid = false;
  }

  public boolean isValid() {
    return valid;
  }

  /// Has `leaks` know all tracers that this trace makes from now on.
  public final void watchedBy(TracerLeaks leaks) {
    watch = leaks;
  }

  /// Every tracer of this trace says here that it exists.
  public final void made(Tracer t) {
    if (watch != null) {
      watch.add(t);
    }
  }

  /// Whether the value is a tracer of this trace.
  public final boolean owns(Value v) {
    return v instanceof Tracer t && t.trace() == this;
  }

  /// Throws UnexpectedTracerError for a tracer of a trace that has ended.
  protected static void checkNotLeaked(Value v) {
    if (v instanceof Tracer t && !t.trace().isValid()) {
      throw leaked(t);
    }
  }

  /// The error about a tracer that is used where its trace is not at work.
  protected static JaxError leaked(Tracer t) {
    return new JaxError(
        "UnexpectedTracerError",
        "Encountered an unexpected tracer. A function transformed by JAX had a side effect, allowing for a reference to"
            + " an intermediate value with type "
            + t.aval().longName()
            + " wrapped in a "
            + t.pythonName()
            + " to escape the scope of the transformation.\n"
            + "JAX transformations require that functions explicitly return their outputs, and disallow saving"
            + " intermediate values to global state.");
  }
}
