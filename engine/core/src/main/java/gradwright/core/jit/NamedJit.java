package gradwright.core.jit;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.Call;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.JaxprCache;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.List;

/// The library's own jitted functions (`_where`, `_uniform`, ...): identified by a name and static values. Calls with
/// equal name, statics and argument types share the identical jaxpr, so that printing can hoist it and compiled code is
/// found again.
public final class NamedJit {
  private NamedJit() {}

  /// Applies `f` to `arguments` inside `jit[name=...]`. `statics` must have structural equality and hold all that `f`
  /// depends on besides its arguments; `f` must not close over tracers.
  public static List<Value> call(String name, Object statics, List<? extends Value> arguments, FlatFunction f) {
    return call(name, statics, arguments, false, f);
  }

  /// The same for a function with one result.
  public static Value call1(String name, Object statics, List<? extends Value> arguments, FlatFunction f) {
    return call(name, statics, arguments, false, f).getFirst();
  }

  /// The same; `inline` leaves no equation of its own when staged.
  public static List<Value> call(
      String name, Object statics, List<? extends Value> arguments, boolean inline, FlatFunction f) {
    if (Session.current().config().disableJit()) {
      return f.call(List.copyOf(arguments));
    }
    ClosedJaxpr jaxpr = jaxpr(name, statics, arguments.stream().map(Value::aval).toList(), f);
    return Session.bind(new Call.Jit(name, jaxpr, inline, false, List.of()), List.copyOf(arguments));
  }

  /// The jaxpr of `f` over `avals`; the identical object for equal name, statics and types.
  public static ClosedJaxpr jaxpr(String name, Object statics, List<Aval> avals, FlatFunction f) {
    Session session = Session.current();
    var key = new JaxprCache.Key(name, statics, avals, session.config(), session.axes());
    return session.engine().jaxprs().get(key, () -> closed(name, session.withoutSource(() -> Staging.stage(f, avals))));
  }

  private static ClosedJaxpr closed(String name, ClosedJaxpr staged) {
    if (staged.constants().stream().anyMatch(Tracer.class::isInstance)) {
      throw new IllegalStateException("the library function " + name + " closes over a tracer");
    }
    return staged;
  }
}
