package gradwright.core.trace;

import gradwright.core.errors.JaxError;
import gradwright.core.value.Tracer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Finds the tracers that a function kept somewhere beyond the end of their trace, while `jax_check_tracer_leaks` is on. What is
/// still reachable after a garbage collection has leaked, so the frames that made the trace must have returned before `check`.
public final class TracerLeaks {
  /// A collection may leave what a compiled frame still held when it began.
  private static final int COLLECTIONS = 2;

  private final List<WeakReference<Tracer>> made = new ArrayList<>();

  /// A watch over a call of `f`; null where there is nothing to watch.
  public static TracerLeaks watching(FlatFunction f) {
    return f.mayLeak() && Session.current().config().checkTracerLeaks() ? new TracerLeaks() : null;
  }

  void add(Tracer t) {
    made.add(new WeakReference<>(t));
  }

  /// Throws when tracers of the trace, of JAX's class `trace`, are still there.
  public void check(String trace, FlatFunction f) {
    for (int i = 0; i < COLLECTIONS && !living().isEmpty(); i++) {
      System.gc();
    }
    List<Tracer> leaked = living();
    if (leaked.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("Leaked trace " + trace + ". Leaked tracer(s):\n");
    for (Tracer t : leaked) {
      text.append('\n').append(t).append(f.origin(t)).append('\n');
    }
    throw new JaxError("Exception", text.toString());
  }

  private List<Tracer> living() {
    return made.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }
}
