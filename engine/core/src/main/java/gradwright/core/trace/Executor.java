package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.events.Event;
import gradwright.core.infer.Placements;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Effect;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import gradwright.core.types.Aval;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

/// Runs closed jaxprs on arrays: compiled when that pays, by the reference evaluator when the program is too small to be
/// worth compiling, when there is no backend, or when compiling failed (reported once).
public final class Executor {
  private final Engine engine;
  private final Backend backend;
  private final Map<ClosedJaxpr, Entry> entries = new WeakHashMap<>();

  /// How eagerly to compile.
  public enum Policy {
    /// The user asked for jit: compile at once.
    ALWAYS,
    /// A library function called outside jit: compile only when there is enough work.
    WHEN_LARGE
  }

  private static final class Entry {
    Backend.Executable executable;
    boolean failed;
    boolean announced;
    long work = -1;
  }

  Executor(Engine engine, Backend backend) {
    this.engine = engine;
    this.backend = backend;
  }

  public Backend backend() {
    return backend;
  }

  /// Runs a program; results may be pending.
  public List<Array> run(ClosedJaxpr program, String name, List<Array> arguments, Device device, Policy policy) {
    return run(program, name, arguments, List.of(), device, policy);
  }

  /// The same where the caller gives arguments away, and deletes them once this returns: results may take their memory.
  ///
  /// @param donated for each argument whether it is given away; nothing where none is
  public List<Array> run(
      ClosedJaxpr program, String name, List<Array> arguments, List<Boolean> donated, Device device, Policy policy) {
    refuseChecks(program.jaxpr().effects());
    List<Array> out =
        Session.current().config().debugKeyReuse()
            ? engine.keys().tracking(program, arguments, () -> start(program, name, arguments, donated, device, policy))
            : start(program, name, arguments, donated, device, policy);
    for (Atom a : program.jaxpr().outputs()) {
      if (a.aval().sharding() != null) {
        return typed(out, program.outputAvals().stream().map(t -> onMeshOf(arguments, t)).toList());
      }
    }
    boolean divided = program.jaxpr().placementMesh() != null;
    for (Array a : arguments) {
      divided |= a.placement() != null;
    }
    return divided ? placed(out, Placements.of(program, arguments.stream().map(Array::placement).toList())) : out;
  }

  /// A check in a program has nowhere to raise its error.
  static void refuseChecks(Set<Effect> effects) {
    if (effects.contains(Effect.CHECK)) {
      throw JaxError.value(
          "Cannot abstractly evaluate a checkify.check which was not functionalized. This probably means you tried to"
              + " stage (jit/scan/pmap/...) a `check` without functionalizing it through `checkify.checkify`.");
    }
  }

  /// The arrays with the shardings of these types.
  static List<Array> typed(List<Array> arrays, List<Aval> types) {
    List<Array> out = arrays;
    for (int i = 0; i < arrays.size(); i++) {
      Array a = arrays.get(i);
      Sharding wanted = types.get(i).sharding();
      Sharding own = a.aval().sharding();
      if (!Objects.equals(own, wanted) || own != null && own.mesh().number() != wanted.mesh().number()) {
        out = out == arrays ? new ArrayList<>(arrays) : out;
        out.set(i, a.view(a.aval().withSharding(wanted)));
      }
    }
    return out;
  }

  /// The type on the mesh of the arguments, where that is another one with the same axes.
  private static Aval onMeshOf(List<Array> arguments, Aval type) {
    Sharding s = type.sharding();
    for (Array a : arguments) {
      Sharding own = a.aval().sharding();
      if (s != null && own != null && own.mesh().equals(s.mesh()) && own.mesh().number() != s.mesh().number()) {
        return type.withSharding(new Sharding(own.mesh(), s.parts(), s.unreduced(), s.reduced()));
      }
    }
    return type;
  }

  /// The arrays divided so.
  static List<Array> placed(List<Array> arrays, List<Sharding> shardings) {
    List<Array> out = new ArrayList<>(arrays.size());
    for (int i = 0; i < arrays.size(); i++) {
      out.add(arrays.get(i).placed(shardings.get(i)));
    }
    return out;
  }

  private List<Array> start(
      ClosedJaxpr program, String name, List<Array> arguments, List<Boolean> donated, Device device, Policy policy) {
    Backend.Executable e = executable(program, name, policy);
    long start = System.nanoTime();
    if (e == null) {
      List<Array> out = ProgramEvaluator.evaluate(program, arguments, device);
      if (policy == Policy.ALWAYS) {
        publishExecuted(program, name, device, start);
      }
      return out;
    }
    Config config = Session.current().config();
    boolean looks = NonFinite.wanted(config);
    // What is looked for in the arguments again must still be there.
    List<Array> out = e.run(arguments, looks ? List.of() : donated, device);
    if (looks && NonFinite.found(config, out) != null) {
      // Evaluated once more, operation by operation: the one at fault raises the error.
      ProgramEvaluator.evaluate(program, arguments, device);
    }
    publishExecuted(program, name, device, start);
    return out;
  }

  private void publishExecuted(ClosedJaxpr program, String name, Device device, long start) {
    engine
        .events()
        .publish(() -> {
          long nanos = System.nanoTime() - start;
          return new Event.Executed(
              engine.numbers().program(program),
              name,
              device.platform() + ":" + device.id(),
              Session.current().place(),
              start,
              nanos);
        });
  }

  /// The compiled program, or null when it is to be evaluated.
  public Backend.Executable executable(ClosedJaxpr given, String name, Policy policy) {
    ClosedJaxpr program = Lowering.lowered(given);
    if (backend == null || Session.current().config().disableJit()) {
      return null;
    }
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(program, k -> new Entry());
    }
    synchronized (entry) {
      if (entry.executable != null || entry.failed) {
        announce(entry, program, name);
        return entry.executable;
      }
      if (policy == Policy.WHEN_LARGE) {
        if (entry.work < 0) {
          entry.work = work(program.jaxpr());
        }
        if (entry.work < 100_000) {
          return null;
        }
      }
      try {
        entry.executable = backend.compile(program, name);
        announce(entry, program, name);
      } catch (Backend.CompileException problem) {
        entry.failed = true;
        engine
            .events()
            .publish(() ->
                new Event.Diagnosed(
                    "compile-failed",
                    "compiling " + name + " failed, it is evaluated instead: " + problem.getMessage(),
                    Session.current().place(),
                    System.nanoTime()));
      }
      return entry.executable;
    }
  }

  /// The compiled program if there is one already, or null.
  public Backend.Executable compiled(ClosedJaxpr program) {
    Entry entry;
    synchronized (entries) {
      entry = entries.get(program);
    }
    if (entry == null) {
      return null;
    }
    synchronized (entry) {
      return entry.executable;
    }
  }

  /// Tells listeners how a program was made, once: those who listen since can name its kernels too.
  private void announce(Entry entry, ClosedJaxpr program, String name) {
    if (entry.announced || entry.executable == null || !engine.events().isActive()) {
      return;
    }
    entry.announced = true;
    int number = engine.numbers().program(program);
    Backend.Compilation c = entry.executable.compilation();
    engine.events().publish(() -> new Event.Lowered(number, name, program, c.start(), c.lowering()));
    engine
        .events()
        .publish(() ->
            new Event.Compiled(
                number,
                name,
                program,
                c.passes(),
                entry.executable.kernels(),
                c.fromDisk(),
                c.start() + c.lowering(),
                c.total() - c.lowering()));
  }

  /// Elements that a run touches, roughly: the measure of whether compiling pays.
  private static long work(Jaxpr jaxpr) {
    long n = 0;
    for (Equation e : jaxpr.equations()) {
      long out = e.outputs().stream().mapToLong(v -> v.aval().shape().elements()).sum();
      n +=
          switch (e.primitive()) {
            case Call.Jit j -> work(j.jaxpr().jaxpr());
            case ControlFlow.Scan s -> s.length() * work(s.body().jaxpr()) + out;
            case ControlFlow.While w -> 1000 * work(w.body().jaxpr()) + out;
            case ControlFlow.Cond c -> c.branches().stream().mapToLong(b -> work(b.jaxpr())).max().orElse(0);
            default -> Math.max(out, e.inputs().stream().mapToLong(a -> a.aval().shape().elements()).max().orElse(0));
          };
    }
    return n;
  }
}
