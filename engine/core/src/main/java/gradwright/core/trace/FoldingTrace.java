package gradwright.core.trace;

import gradwright.core.prim.Primitive;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.List;

/// Computes at once what depends on no tracer, and leaves the rest to the trace it is entered under: an operation on constants
/// becomes a constant while a function is traced.
public final class FoldingTrace extends Trace {
  private final Trace outer;
  private final Trace eval;

  private FoldingTrace(Trace outer, Trace eval) {
    this.outer = outer;
    this.eval = eval;
  }

  /// The trace that folds constants under `outer`; `eval` computes.
  public static Trace under(Trace outer, Trace eval) {
    return outer == eval || outer instanceof FoldingTrace ? outer : new FoldingTrace(outer, eval);
  }

  @Override
  public List<Value> process(Primitive primitive, List<Value> inputs) {
    Trace which = inputs.stream().anyMatch(Tracer.class::isInstance) ? outer : eval;
    return Session.current().with(which, () -> which.process(primitive, inputs));
  }

  @Override
  public Trace parent() {
    return outer;
  }
}
