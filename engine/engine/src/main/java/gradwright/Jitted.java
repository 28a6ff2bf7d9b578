package gradwright;

import gradwright.core.device.Device;
import gradwright.core.events.Difference;
import gradwright.core.events.Event;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.jit.CallHistory;
import gradwright.core.prim.Call;
import gradwright.core.trace.Config;
import gradwright.core.trace.Engine;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Executor;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.tree.PyTree;
import gradwright.core.tree.PyTree.Flat;
import gradwright.core.tree.TreeDef;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A compiled function: traced and compiled at the first call for each structure, argument types and configuration, and run as
/// native code from then on.
public final class Jitted<A, B> implements Function<A, B> {
  private final String name;
  private final Function<A, B> f;
  private final Map<Key, Program> programs = new ConcurrentHashMap<>();
  private final CallHistory history = new CallHistory();

  private record Key(TreeDef structure, List<Aval> avals, Config config, List<Session.Axis> axes) {}

  /// `hoisted` are tracers of outer traces that the function closed over; such a program serves one call only.
  private record Program(ClosedJaxpr jaxpr, List<Value> hoisted, TreeDef output) {}

  Jitted(String name, Function<A, B> f) {
    this.name = name;
    this.f = f;
  }

  @Override
  @SuppressWarnings("unchecked")
  public B apply(A argument) {
    Flat flat = PyTree.flatten(argument);
    List<Value> values = flat.values();
    Program p = program(flat.structure(), values);
    return (B) p.output.unflatten(run(p, values));
  }

  /// The jaxpr that runs for arguments like these.
  public ClosedJaxpr jaxpr(A argument) {
    Flat flat = PyTree.flatten(argument);
    return program(flat.structure(), flat.values()).jaxpr;
  }

  /// Number of programs kept.
  public int cacheSize() {
    return programs.size();
  }

  private Program program(TreeDef structure, List<Value> values) {
    Session session = Session.current();
    Key key = new Key(structure, values.stream().map(Value::aval).toList(), session.config(), session.axes());
    Engine engine = session.engine();
    Program known = programs.get(key);
    if (known != null) {
      engine
          .events()
          .publish(() ->
              new Event.CacheHit(engine.numbers().program(known.jaxpr), name, session.place(), System.nanoTime()));
      return known;
    }
    CallHistory.Miss miss =
        history.miss(
            new CallHistory.Signature(structure, key.avals, key.config, key.axes),
            argumentPaths(structure),
            (now, before) ->
                List.of(new Difference(Difference.Aspect.STRUCTURE, "argument", now.toString(), before.toString())));
    engine.events().publish(() -> miss.event(name, session.place()));
    long start = System.nanoTime();
    TreeDef[] output = new TreeDef[1];
    @SuppressWarnings("unchecked")
    FlatFunction flat =
        in -> {
          Flat out = PyTree.flatten(f.apply((A) structure.unflatten(in)));
          output[0] = out.structure();
          return out.values();
        };
    Staging.Hoisted staged = Staging.stageHoisting(flat, key.avals);
    Program p = new Program(staged.jaxpr(), staged.hoisted(), output[0]);
    engine
        .events()
        .publish(() ->
            new Event.Traced(
                engine.numbers().program(p.jaxpr), name, p.jaxpr, session.place(), start, System.nanoTime() - start));
    if (p.hoisted.isEmpty()) {
      programs.put(key, p);
    }
    return p;
  }

  private List<? extends Value> run(Program p, List<Value> values) {
    Session session = Session.current();
    boolean now =
        session.trace() == session.evalTrace()
            && p.hoisted.isEmpty()
            && values.stream().noneMatch(Tracer.class::isInstance);
    if (!now) {
      List<Value> all = new ArrayList<>(p.hoisted);
      all.addAll(values);
      return Session.bind(Call.Jit.of(name, p.jaxpr), all);
    }
    Engine engine = session.engine();
    Device device =
        values.stream()
            .filter(Array.class::isInstance)
            .map(v -> ((Array) v).device())
            .findFirst()
            .orElse(engine.defaultDevice());
    List<Array> arrays = new ArrayList<>(values.size());
    for (Value v : values) {
      arrays.add(EvalTrace.toArray(v, device));
    }
    return engine.executor().run(p.jaxpr, name, arrays, device, Executor.Policy.ALWAYS);
  }

  private static List<String> argumentPaths(TreeDef structure) {
    return structure.paths().stream().map(p -> "argument" + TreeDef.pathString(p)).toList();
  }
}
