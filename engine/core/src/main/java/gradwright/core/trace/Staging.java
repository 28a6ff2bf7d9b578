package gradwright.core.trace;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Jaxpr;
import gradwright.core.types.Aval;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Functions to jaxprs.
public final class Staging {
  private Staging() {}

  /// A jaxpr, and the tracers of outer traces that it closed over, which are its first inputs.
  public record Hoisted(ClosedJaxpr jaxpr, List<Value> hoisted) {}

  /// Stages `f` over avals. Constants may be tracers of outer traces.
  public static ClosedJaxpr stage(FlatFunction f, List<Aval> avals) {
    return stage(f, avals, args -> args);
  }

  /// The same, with a final conversion of the outputs while the trace is still open.
  public static ClosedJaxpr stage(FlatFunction f, List<Aval> avals, Function<List<Value>, List<Value>> finishing) {
    TracerLeaks leaks = TracerLeaks.watching(f);
    ClosedJaxpr out = stage(f, avals, finishing, leaks);
    if (leaks != null) {
      leaks.check("DynamicJaxprTrace", f);
    }
    return out;
  }

  private static ClosedJaxpr stage(
      FlatFunction f, List<Aval> avals, Function<List<Value>, List<Value>> finishing, TracerLeaks leaks) {
    Session session = Session.current();
    StagingTrace trace = new StagingTrace();
    trace.watchedBy(leaks);
    List<Value> args = new ArrayList<>(avals.size());
    for (Aval a : avals) {
      args.add(trace.newInput(a));
    }
    try {
      List<Value> out = session.with(trace, () -> session.withLiveSource(() -> finishing.apply(f.call(args))));
      return trace.finish(out);
    } finally {
      trace.invalidate();
    }
  }

  /// Stages `f`; tracers of outer traces that it closes over become leading inputs, arrays stay constants.
  public static Hoisted stageHoisting(FlatFunction f, List<Aval> avals) {
    return hoist(stage(f, avals));
  }

  /// Turns the tracers among the constants into leading inputs.
  public static Hoisted hoist(ClosedJaxpr closed) {
    List<Value> tracers = new ArrayList<>();
    List<Value> arrays = new ArrayList<>();
    List<Atom.Var> tracerVars = new ArrayList<>();
    List<Atom.Var> arrayVars = new ArrayList<>();
    Jaxpr j = closed.jaxpr();
    for (int i = 0; i < closed.constants().size(); i++) {
      if (closed.constants().get(i) instanceof Tracer t) {
        tracers.add(t);
        tracerVars.add(j.constants().get(i));
      } else {
        arrays.add(closed.constants().get(i));
        arrayVars.add(j.constants().get(i));
      }
    }
    if (tracers.isEmpty()) {
      return new Hoisted(closed, List.of());
    }
    tracerVars.addAll(j.inputs());
    Jaxpr hoisted = new Jaxpr(arrayVars, tracerVars, j.equations(), j.outputs());
    return new Hoisted(new ClosedJaxpr(hoisted, arrays), tracers);
  }

  /// Turns all constants into leading inputs; used by control flow, whose operands carry what bodies close over.
  public static Hoisted hoistAll(ClosedJaxpr closed) {
    return new Hoisted(new ClosedJaxpr(closed.jaxpr().constantsAsInputs(), List.of()), closed.constants());
  }
}
