package gradwright;

import gradwright.core.device.Device;
import gradwright.core.events.Event;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Source;
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
    Program p = programs.get(key);
    if (p != null) {
      session.engine().events().publish(() -> new Event.CacheHit(name, Source.current(), System.nanoTime()));
      return p;
    }
    session
        .engine()
        .events()
        .publish(() -> new Event.CacheMiss(name, Source.current(), kind(key), reason(key), System.nanoTime()));
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
    p = new Program(staged.jaxpr(), staged.hoisted(), output[0]);
    ClosedJaxpr jaxpr = p.jaxpr;
    session
        .engine()
        .events()
        .publish(() -> new Event.Traced(name, jaxpr, Source.current(), start, System.nanoTime() - start));
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

  // ---- why it was compiled again ----

  private String kind(Key key) {
    if (programs.isEmpty()) {
      return "never seen function";
    }
    Key near = nearest(key);
    if (!near.structure.equals(key.structure)) {
      return "different input structure";
    }
    return near.avals.equals(key.avals) ? "different configuration" : "different input types";
  }

  /// The earlier key that differs least: in the fewest leaves of equal structure, before any of other structure.
  private Key nearest(Key key) {
    Key best = null;
    int least = Integer.MAX_VALUE;
    for (Key k : programs.keySet()) {
      int d = k.structure.equals(key.structure) ? differences(k, key) : 1_000_000;
      if (d < least) {
        least = d;
        best = k;
      }
    }
    return best;
  }

  private static int differences(Key a, Key b) {
    int n = a.config.equals(b.config) && a.axes.equals(b.axes) ? 0 : 1;
    for (int i = 0; i < a.avals.size(); i++) {
      n += a.avals.get(i).equals(b.avals.get(i)) ? 0 : 2;
    }
    return n;
  }

  private List<String> reason(Key key) {
    if (programs.isEmpty()) {
      return List.of("never seen function: " + name);
    }
    Key near = nearest(key);
    if (!near.structure.equals(key.structure)) {
      return List.of("the argument's structure is now " + key.structure + " and was " + near.structure);
    }
    List<String> out = new ArrayList<>();
    List<List<gradwright.core.tree.Key>> paths = key.structure.paths();
    for (int i = 0; i < key.avals.size(); i++) {
      Aval now = key.avals.get(i);
      Aval before = near.avals.get(i);
      if (!now.equals(before)) {
        out.add("at argument" + TreeDef.pathString(paths.get(i)) + ", now " + describe(now) + " and before " + describe(before));
      }
    }
    if (!near.config.equals(key.config)) {
      out.add("the configuration is now " + key.config + " and was " + near.config);
    }
    if (!near.axes.equals(key.axes)) {
      out.add("the named axes are now " + key.axes + " and were " + near.axes);
    }
    return out;
  }

  private static String describe(Aval a) {
    return a + (a.weakType() ? " (weakly typed)" : "");
  }
}
