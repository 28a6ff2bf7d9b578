package gradwright.python.bridge;

import gradwright.core.errors.JaxError;
import gradwright.core.events.Difference;
import gradwright.core.events.Event;
import gradwright.core.events.MissKind;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Source;
import gradwright.core.prim.Call;
import gradwright.core.trace.Commitment;
import gradwright.core.trace.Config;
import gradwright.core.trace.Donation;
import gradwright.core.trace.Engine;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Executor;
import gradwright.core.trace.Lowering;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Calls of jitted functions: finding the program for the argument types, and running or recording it.
public final class JitPort {
  private final Sessions sessions;
  private final Errors errors;
  private final Origins origins;
  private final Frames frames;

  JitPort(Sessions sessions, Errors errors, Origins origins, Frames frames) {
    this.frames = frames;
    this.origins = origins;
    this.sessions = sessions;
    this.errors = errors;
  }

  private record Key(List<Aval> avals, Config config, List<Session.Axis> axes) {}

  /// A traced program. `hoisted` are tracers of outer traces that the function closed over: leading inputs.
  public static final class Program {
    private final int number;
    private final ClosedJaxpr jaxpr;
    private final List<Value> hoisted;
    private final Key key;
    private final Donation donation;
    private final org.graalvm.polyglot.@Nullable Value description;
    private Call.Jit call;

    private Program(
        int number,
        Key key,
        Staging.Hoisted staged,
        Variant variant,
        org.graalvm.polyglot.@Nullable Value description) {
      this.number = number;
      this.description = description;
      this.key = key;
      this.jaxpr = staged.jaxpr();
      this.hoisted = staged.hoisted();
      this.donation = hoisted.isEmpty() ? Donation.of(jaxpr, variant.donated, variant.keepUnused) : Donation.NONE;
    }

    /// Types of the arguments that were to be given away in vain, side by side; empty where there are none.
    public String uselessDonations() {
      return donation.useless().stream().map(Aval::longName).collect(Collectors.joining(", "));
    }

    /// Its number within its variant, in order of tracing.
    public int number() {
      return number;
    }

    public ClosedJaxpr jaxpr() {
      return jaxpr;
    }

    /// The function's name for errors.
    private String function() {
      String text = description == null ? "function" : description.execute().getArrayElement(0).asString();
      int place = text.indexOf(" at ");
      return place < 0 ? text : text.substring(0, place);
    }

    /// The name of an argument for errors.
    private String argument(int i) {
      org.graalvm.polyglot.Value all = description == null ? null : description.execute();
      return all == null || i + 2 >= all.getArraySize() ? "args[" + i + "]" : all.getArrayElement(i + 2L).asString();
    }
  }

  /// The programs of one function for one structure and one set of static arguments, by argument types.
  public static final class Variant {
    private final String name;
    private final boolean inline;
    private final boolean keepUnused;
    private final List<Boolean> donated;
    private final Map<Key, Program> programs = new ConcurrentHashMap<>();
    private final AtomicInteger traced = new AtomicInteger();

    private Variant(String name, boolean inline, boolean keepUnused, List<Boolean> donated) {
      this.name = name;
      this.inline = inline;
      this.keepUnused = keepUnused;
      this.donated = donated;
    }

    /// How many programs it keeps.
    public int size() {
      return programs.size();
    }
  }

  /// A new variant; `donated` has a flag for each leaf, or nothing.
  public Variant variant(String name, boolean inline, boolean keepUnused, org.graalvm.polyglot.Value donated) {
    return new Variant(name, inline, keepUnused, Neutral.booleans(donated));
  }

  private Key key(List<Value> arguments) {
    List<Aval> avals = new ArrayList<>(arguments.size());
    for (Value v : arguments) {
      avals.add(v.aval());
    }
    return new Key(avals, sessions.current().config(), sessions.current().axes());
  }

  /// Calls the program for these arguments: its number, then the results. Null when there is none yet.
  public Object[] call(Variant variant, org.graalvm.polyglot.Value arguments) {
    return errors.guard(() -> {
      List<Value> values = Neutral.values(arguments);
      Program p = variant.programs.get(key(values));
      if (p == null) {
        return null;
      }
      publishHit(variant, p);
      return run(variant, p, values);
    });
  }

  private void publishHit(Variant variant, Program p) {
    sessions
        .current()
        .engine()
        .events()
        .publish(() ->
            new Event.CacheHit(
                sessions.current().engine().numbers().program(p.jaxpr),
                variant.name,
                frames.look(),
                System.nanoTime()));
  }

  /// The program that is kept for these arguments, or null.
  Program find(Variant variant, List<Value> arguments) {
    return variant.programs.get(key(arguments));
  }

  /// Whether a program that a variant keeps is the one for these arguments.
  static boolean fits(Program p, Value[] arguments, Session session) {
    Key key = p.key;
    if (key.config != session.config() && !key.config.equals(session.config())
        || !session.hasAxes(key.axes)
        || arguments.length != key.avals.size()) {
      return false;
    }
    for (int i = 0; i < arguments.length; i++) {
      Aval a = arguments[i].aval();
      Aval wanted = key.avals.get(i);
      if (a != wanted && !a.equals(wanted)) {
        return false;
      }
    }
    return true;
  }

  /// Runs or records a program that fits.
  List<? extends Value> hit(Variant variant, Program p, List<Value> arguments) {
    publishHit(variant, p);
    return results(variant, p, arguments);
  }

  /// Traces the function for these arguments and keeps the program unless it closes over tracers.
  public Program trace(
      Variant variant,
      org.graalvm.polyglot.Value arguments,
      org.graalvm.polyglot.Value function,
      org.graalvm.polyglot.Value description) {
    return errors.guard(
        () -> traced(variant, key(Neutral.values(arguments)), new PythonFunction(function, origins, description)));
  }

  /// The same for abstract arguments.
  public Program traceAbstract(
      Variant variant,
      org.graalvm.polyglot.Value avals,
      org.graalvm.polyglot.Value function,
      org.graalvm.polyglot.Value description) {
    return errors.guard(() -> {
      Key key = new Key(TransformPort.avals(avals), sessions.current().config(), sessions.current().axes());
      Program found = variant.programs.get(key);
      return found != null ? found : traced(variant, key, new PythonFunction(function, origins, description));
    });
  }

  private Program traced(Variant variant, Key key, PythonFunction function) {
    if (sessions.current().config().noTracing()) {
      throw new gradwright.core.errors.JaxError(
          "RuntimeError", "re-tracing function " + variant.name + " for `jit`, but 'no_tracing' is set");
    }
    long start = System.nanoTime();
    Staging.Hoisted hoisted = Staging.stageHoisting(function, key.avals);
    Program p = new Program(variant.traced.getAndIncrement(), key, hoisted, variant, function.description());
    Engine engine = sessions.current().engine();
    engine
        .events()
        .publish(() ->
            new Event.Traced(
                engine.numbers().program(p.jaxpr),
                variant.name,
                p.jaxpr,
                frames.look(),
                start,
                System.nanoTime() - start));
    if (hoisted.hoisted().isEmpty()) {
      variant.programs.put(key, p);
    }
    return p;
  }

  /// Runs a program that was just traced: its number, then the results.
  public Object[] runTraced(Variant variant, Program program, org.graalvm.polyglot.Value arguments) {
    return errors.guard(() -> run(variant, program, Neutral.values(arguments)));
  }

  private Object[] run(Variant variant, Program p, List<Value> arguments) {
    List<? extends Value> out = results(variant, p, arguments);
    Object[] result = new Object[out.size() + 1];
    result[0] = p.number;
    for (int i = 0; i < out.size(); i++) {
      Value v = out.get(i);
      result[i + 1] = v instanceof HostScalar s ? EvalTrace.toArray(s, sessions.current().engine().defaultDevice()) : v;
    }
    return result;
  }

  private List<? extends Value> results(Variant variant, Program p, List<Value> arguments) {
    Session session = sessions.current();
    if (session.trace() == session.evalTrace() && p.hoisted.isEmpty() && !anyTracer(arguments)) {
      return execute(variant, p, arguments);
    }
    if (p.call == null) {
      List<Boolean> donated = variant.donated.contains(true) ? padded(variant.donated, p.hoisted.size()) : List.of();
      p.call = new Call.Jit(variant.name, p.jaxpr, variant.inline, variant.keepUnused, donated);
    }
    List<Value> all = new ArrayList<>(p.hoisted);
    all.addAll(arguments);
    return Session.bind(p.call, all);
  }

  private static boolean anyTracer(List<Value> values) {
    for (Value v : values) {
      if (v instanceof Tracer) {
        return true;
      }
    }
    return false;
  }

  private static List<Boolean> padded(List<Boolean> flags, int leading) {
    List<Boolean> out = new ArrayList<>();
    for (int i = 0; i < leading; i++) {
      out.add(false);
    }
    out.addAll(flags);
    return List.copyOf(out);
  }

  private List<? extends Value> execute(Variant variant, Program p, List<Value> arguments) {
    if (p.jaxpr.jaxpr().hasCustomTypes()) {
      ClosedJaxpr low = Lowering.lowered(p.jaxpr);
      List<Array> out = execute(variant, p, low, Donation.NONE, Lowering.lower(arguments));
      return Lowering.raise(out, p.jaxpr.outputAvals());
    }
    return execute(variant, p, p.jaxpr, p.donation, arguments);
  }

  private List<Array> execute(
      Variant variant, Program p, ClosedJaxpr program, Donation donation, List<Value> arguments) {
    gradwright.core.device.Device device = Commitment.device(arguments, sessions.current().engine().defaultDevice());
    boolean bound = false;
    List<Array> concrete = new ArrayList<>(arguments.size());
    for (Value v : arguments) {
      Array a = EvalTrace.toArray(v, device);
      if (a.isDeleted()) {
        a.memory();
      }
      concrete.add(a);
      bound |= a.isCommitted() || a.placement() != null || a.aval().sharding() != null;
    }
    if (bound) {
      bound = Commitment.check(p.function(), p::argument, concrete);
    }
    List<Boolean> given = donation.usable();
    donation.refuseClashes(concrete);
    List<Array> out;
    try {
      Executor executor = sessions.current().engine().executor();
      out = executor.run(program, variant.name, concrete, given, device, Executor.Policy.ALWAYS);
    } catch (JaxError mistake) {
      throw Errors.withinJit(mistake);
    }
    out = given.isEmpty() ? out : withoutGiven(out, given, arguments);
    return bound ? Commitment.bound(out, program, concrete) : out;
  }

  private static List<Array> withoutGiven(List<Array> results, List<Boolean> given, List<Value> arguments) {
    Set<Array> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) && arguments.get(i) instanceof Array a) {
        gone.add(a);
      }
    }
    // what is handed back stays, though the argument goes
    List<Array> kept = results.stream().map(r -> gone.contains(r) ? r.view(r.aval()) : r).toList();
    gone.forEach(Array::delete);
    return kept;
  }

  /// Whether anybody listens to the engine's events.
  public boolean eventsActive() {
    return sessions.current().engine().events().isActive();
  }

  /// Publishes that a function, defined at a line of a file (0 when unknown), is traced because no program fits: the kind of
  /// miss, and for each difference its aspect, path, and what is now and was before, in turn.
  public void publishMiss(String function, String file, int line, String kind, org.graalvm.polyglot.Value differences) {
    sessions
        .current()
        .engine()
        .events()
        .publish(() -> {
          List<String> texts = Neutral.list(differences).stream().map(String::valueOf).toList();
          List<Difference> all = new ArrayList<>();
          for (int i = 0; i + 3 < texts.size(); i += 4) {
            all.add(
                new Difference(
                    Difference.Aspect.valueOf(texts.get(i)), texts.get(i + 1), texts.get(i + 2), texts.get(i + 3)));
          }
          Source definition =
              line == 0 ? Source.UNKNOWN : new Source(List.of(new Source.Frame(file, line, 0, line, 0, function)));
          return new Event.CacheMiss(
              function, frames.look(), definition, MissKind.valueOf(kind), all, System.nanoTime());
        });
  }

  /// Compiles a program now; false when it will be evaluated.
  public boolean compile(Variant variant, Program p) {
    return errors.guard(
        () -> sessions.current().engine().executor().executable(p.jaxpr, variant.name, Executor.Policy.ALWAYS) != null);
  }

  /// A text of the compiled program (`kernels`, `llvm`, `assembly`), or null.
  public String text(Variant variant, Program p, String stage) {
    return errors.guard(() -> {
      var e = sessions.current().engine().executor().executable(p.jaxpr, variant.name, Executor.Policy.ALWAYS);
      return e == null ? null : e.text(stage);
    });
  }

  /// Operations, values of transcendental functions, bytes touched, temporary bytes, output bytes of the compiled program,
  /// and how many of the latter are arguments' that were given away.
  public double[] cost(Variant variant, Program p) {
    return errors.guard(() -> {
      var e = sessions.current().engine().executor().executable(p.jaxpr, variant.name, Executor.Policy.ALWAYS);
      if (e == null) {
        return new double[6];
      }
      var c = e.cost();
      long aliased = e.aliasedBytes(p.donation.usable());
      return new double[] {
        c.flops(), c.transcendentals(), c.bytesAccessed(), c.temporaryBytes(), c.outputBytes(), aliased
      };
    });
  }
}
