package gradwright.core.trace;

import gradwright.core.errors.JaxError;
import gradwright.core.events.Recorder;
import gradwright.core.ir.Source;
import gradwright.core.prim.Primitive;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The state of one thread that works with an engine: the current trace, the named axes in scope, the configuration, and where
/// the user's code is. Confined to its thread.
public final class Session {
  private static final ThreadLocal<Session> CURRENT = ThreadLocal.withInitial(() -> new Session(Engine.shared()));

  private final Engine engine;
  private final Trace eval;
  private Trace trace;
  private Config config = Config.DEFAULT;
  private Source.Provider sources = () -> Source.UNKNOWN;
  private Source fixedSource;

  /// Whether a primitive is being applied whose operation is noted.
  private boolean applying;

  private boolean host;

  private boolean originalRules;

  private BooleanSupplier cancelled = () -> false;
  private BiConsumer<String, String> warnings = (category, message) -> {};
  private final List<Axis> axes = new ArrayList<>();

  /// A named axis in scope and its size.
  public record Axis(String name, int size) {}

  public Session(Engine engine) {
    this.engine = engine;
    this.eval = new EvalTrace(engine);
    this.trace = eval;
  }

  /// The calling thread's session; a thread that was never given one works with the shared engine.
  public static Session current() {
    return CURRENT.get();
  }

  /// Makes this session the calling thread's while `body` runs.
  public <T> T run(Supplier<T> body) {
    Session before = CURRENT.get();
    CURRENT.set(this);
    try {
      return body.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /// Makes this session the calling thread's for good.
  public void attach() {
    CURRENT.set(this);
  }

  /// The one door: applies a primitive with the current trace.
  public static List<Value> bind(Primitive primitive, List<Value> inputs) {
    Session s = current();
    if (s.config.wanted() != null) {
      return s.trace.process(WantedSharding.of(primitive, inputs, s.config.wanted()), inputs);
    }
    return s.trace == s.eval || s.engine.events().recorder() == null
        ? s.trace.process(primitive, inputs)
        : s.noted(primitive, inputs);
  }

  /// Applies a primitive of the user's code while it is traced; what rules make of it is not the user's.
  private List<Value> noted(Primitive primitive, List<Value> inputs) {
    boolean users = !applying && fixedSource == null;
    boolean before = applying;
    applying = true;
    try {
      List<Value> out = trace.process(primitive, inputs);
      Recorder recorder = engine.events().recorder();
      if (users && recorder != null) {
        recorder.lines().note(sources.look(), out.stream().map(Value::aval).toList());
      }
      return out;
    } finally {
      applying = before;
    }
  }

  public Engine engine() {
    return engine;
  }

  public Trace trace() {
    return trace;
  }

  /// The trace that computes at once.
  public Trace evalTrace() {
    return eval;
  }

  /// Runs `body` with `t` as the current trace.
  public <T> T with(Trace t, Supplier<T> body) {
    Trace before = trace;
    trace = t;
    try {
      return body.get();
    } finally {
      trace = before;
    }
  }

  /// Replaces the current trace; for context managers that cannot nest a call. Returns the trace before.
  public Trace swapTrace(Trace t) {
    Trace before = trace;
    trace = t;
    return before;
  }

  public Config config() {
    return config;
  }

  public void setConfig(Config c) {
    config = c;
  }

  public void setSources(Source.Provider p) {
    sources = p;
  }

  /// Where the operation being performed comes from.
  public Source source() {
    return fixedSource != null ? fixedSource : sources.current();
  }

  /// Where the user's code is that does what is being done, even where nothing is traced. Costs microseconds: for listeners.
  public Source place() {
    return fixedSource != null ? fixedSource : sources.look();
  }

  /// Runs `body` with every operation attributed to `s`, as when a jaxpr is interpreted. Unknown sources change nothing.
  public <T> T withSource(Source s, Supplier<T> body) {
    if (s == Source.UNKNOWN) {
      return body.get();
    }
    Source before = fixedSource;
    fixedSource = s;
    try {
      return body.get();
    } finally {
      fixedSource = before;
    }
  }

  /// Runs user code again from within an interpreted operation: sources come from the provider.
  public <T> T withLiveSource(Supplier<T> body) {
    Source before = fixedSource;
    boolean applied = applying;
    fixedSource = null;
    applying = false;
    try {
      return body.get();
    } finally {
      fixedSource = before;
      applying = applied;
    }
  }

  /// Whether the host computes for itself (NumPy does), so that no device is at work.
  public boolean isHost() {
    return host;
  }

  public void setHost(boolean on) {
    host = on;
  }

  /// Runs `body` with the engine's rules for its primitives, whatever users put in their place.
  public <T> T withOriginalRules(Supplier<T> body) {
    boolean before = originalRules;
    originalRules = true;
    try {
      return body.get();
    } finally {
      originalRules = before;
    }
  }

  boolean originalRules() {
    return originalRules;
  }

  /// Runs library code whose operations have no place of their own: they belong wherever what they make is used.
  public <T> T withoutSource(Supplier<T> body) {
    Source.Provider before = sources;
    sources = () -> Source.UNKNOWN;
    try {
      return withLiveSource(body);
    } finally {
      sources = before;
    }
  }

  public void setCancelled(BooleanSupplier c) {
    cancelled = c;
  }

  public BooleanSupplier cancelled() {
    return cancelled;
  }

  /// Takes warnings of the library: the Python category (`UserWarning`) and the text.
  public void setWarnings(BiConsumer<String, String> w) {
    warnings = w;
  }

  /// Warns the user; lost when nobody listens.
  public void warn(String category, String message) {
    warnings.accept(category, message);
  }

  /// Throws when the user asked to stop. Anything that can run long calls this between steps.
  public void poll() {
    if (cancelled.getAsBoolean()) {
      throw new JaxError("KeyboardInterrupt", "");
    }
  }

  /// Runs `body` with a named axis in scope.
  public <T> T withAxis(String name, int size, Supplier<T> body) {
    axes.add(new Axis(name, size));
    try {
      return body.get();
    } finally {
      axes.removeLast();
    }
  }

  /// The named axes in scope, outermost first; part of cache keys.
  public List<Axis> axes() {
    return List.copyOf(axes);
  }

  /// Whether exactly these named axes are in scope.
  public boolean hasAxes(List<Axis> wanted) {
    return axes.equals(wanted);
  }

  /// Whether an axis of this name is in scope.
  public boolean hasAxis(String name) {
    return axes.stream().anyMatch(a -> a.name.equals(name));
  }

  /// Size of a named axis; JAX's NameError when it is not in scope.
  public int axisSize(String name) {
    for (int i = axes.size() - 1; i >= 0; i--) {
      if (axes.get(i).name.equals(name)) {
        return axes.get(i).size;
      }
    }
    throw new JaxError("NameError", "unbound axis name: " + name);
  }
}
