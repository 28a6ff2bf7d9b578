package gradwright.cpu.codegen;

import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes whole loops whose bodies are a few short kernels as one function, so that a turn costs calls and no more.
///
/// The function is `k(ptr args, i64 lo, i64 hi)`: `args` has a pointer for each slot of the table, and it does the turns
/// from `lo` to before `hi` of the loop, which may be called for part after part. A while loop leaves in the last pointer's
/// memory how many turns are done and whether to go on.
public final class LoopEmitter {
  private static final int MOST_STEPS = 12;
  private static final long MOST_COPIED = 4096;

  /// Temporaries of a turn up to this size are in the function's frame, from where LLVM takes them into registers.
  private static final long MOST_LOCAL = 256;

  private static final int PADDING = 64;

  private final IrModule module = new IrModule();
  private final List<Slot> table = new ArrayList<>();
  private final Map<Slot, Integer> numbers = new HashMap<>();
  private final Map<Slot, Value> fixed = new HashMap<>();
  private final Set<Slot> local = new LinkedHashSet<>();
  private final Map<Step.Compute, Routine> routines = new IdentityHashMap<>();
  private IrFunction f;

  /// A kernel of the body: its function, its work, and where its pointers are put.
  private record Routine(String name, long items, Value arguments) {}

  /// A loop's code.
  ///
  /// @param table the slots whose addresses the function takes, in order
  public record LoopCode(KernelCode code, List<Slot> table) {}

  private LoopEmitter() {}

  /// Whether a program consists of steps that a loop's function can do by itself.
  public static boolean suits(Program p) {
    if (p.steps().size() > MOST_STEPS) {
      return false;
    }
    for (Step s : p.steps()) {
      boolean simple =
          switch (s) {
            case Step.Compute _ -> true;
            case Step.Copy c -> c.to().aval().bytes() <= MOST_COPIED;
            default -> false;
          };
      if (!simple) {
        return false;
      }
    }
    return true;
  }

  /// The function of a scan.
  public static LoopCode scan(Step.Scan s) {
    LoopEmitter e = new LoopEmitter();
    return e.emitScan(s);
  }

  /// The function of a while loop.
  public static LoopCode whileLoop(Step.While w) {
    LoopEmitter e = new LoopEmitter();
    return e.emitWhile(w);
  }

  // ---- pieces ----

  private void know(List<Slot> slots) {
    for (Slot s : slots) {
      if (s != null && !local.contains(s) && numbers.putIfAbsent(s, table.size()) == null) {
        table.add(s);
      }
    }
  }

  /// Slots of a nested program that stay where they are: its temporaries and constants.
  private void knowOwn(Program p) {
    p.temporaries().stream().filter(t -> t.aval().bytes() <= MOST_LOCAL).forEach(local::add);
    for (Step s : p.steps()) {
      for (List<Slot> slots : List.of(s.reads(), s.writes())) {
        know(slots.stream().filter(x -> x.kind() != Slot.Kind.BOUND).toList());
      }
    }
  }

  private void routines(Program p) {
    for (Step s : p.steps()) {
      if (s instanceof Step.Compute c) {
        String name = "part" + routines.size();
        long items = KernelEmitter.emitInto(module, name, c.kernel());
        routines.put(c, new Routine(name, items, null));
      }
    }
  }

  private void begin() {
    f = module.kernel(KernelCode.NAME);
    for (int i = 0; i < table.size(); i++) {
      fixed.put(table.get(i), f.argument(i));
    }
    for (Slot s : local) {
      fixed.put(s, f.stack(Scalar.S8, (int) s.aval().bytes() + PADDING));
    }
    routines.replaceAll(
        (c, r) -> new Routine(r.name(), r.items(), f.stack(Scalar.POINTER, Math.max(1, c.parameters().size()))));
  }

  private void run(Program p, Map<Slot, Value> places) {
    for (Step s : p.steps()) {
      switch (s) {
        case Step.Compute c -> {
          Routine r = routines.get(c);
          for (int i = 0; i < c.parameters().size(); i++) {
            Value place = f.element(r.arguments(), Scalar.POINTER, f.index(i));
            f.run("store " + pointer(c.parameters().get(i), places).typed() + ", " + place.typed() + ", align 8");
          }
          f.run("call void @" + r.name() + "(" + r.arguments().typed() + ", i64 0, i64 " + r.items() + ")");
        }
        case Step.Copy(Slot from, Slot to, _) -> copy(pointer(from, places), pointer(to, places), to.aval().bytes());
        default -> throw new IllegalStateException("a loop of " + s);
      }
    }
  }

  private Value pointer(Slot s, Map<Slot, Value> places) {
    Value v = places.get(s);
    v = v == null ? fixed.get(s) : v;
    if (v == null) {
      throw new IllegalStateException("slot " + s + " has no place in the loop");
    }
    return v;
  }

  private void copy(Value from, Value to, long bytes) {
    long words = bytes / 8;
    f.loop(
        f.index(0),
        f.index(words),
        1,
        i -> f.store(f.element(to, Scalar.S64, i), f.load(f.element(from, Scalar.S64, i), IrType.INDEX)));
    IrType one = IrType.of(Scalar.S8);
    f.loop(
        f.index(words * 8),
        f.index(bytes),
        1,
        i -> f.store(f.element(to, Scalar.S8, i), f.load(f.element(from, Scalar.S8, i), one)));
  }

  private static void bind(Map<Slot, Value> places, List<Slot> inner, List<Slot> outer, Map<Slot, Value> known) {
    for (int i = 0; i < inner.size(); i++) {
      places.put(inner.get(i), known.get(outer.get(i)));
    }
  }

  // ---- loops ----

  private LoopCode emitScan(Step.Scan s) {
    Program b = s.body();
    int first = s.constants() + s.carry();
    know(s.reads());
    know(s.writes());
    know(s.spare());
    knowOwn(b);
    routines(b);
    begin();
    FlushMode flush = FlushMode.begin(f);
    LoopCarries carries =
        new LoopCarries(
            f,
            fixed,
            b.inputs().subList(s.constants(), first),
            b.outputs(),
            s.reads().subList(s.constants(), first),
            s.writes(),
            s.spare());
    Map<Slot, Value> places = new HashMap<>();
    bind(places, b.inputs().subList(0, s.constants()), s.reads(), fixed);
    List<Value> initial = carries.start(f.lo(), s.length() - 1);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        initial,
        (i, now) -> {
          carries.bind(places, now);
          Value at = s.reverse() ? f.sub(f.index(s.length() - 1L), i) : i;
          for (int k = first; k < b.inputs().size(); k++) {
            places.put(b.inputs().get(k), slice(s.reads().get(k), b.inputs().get(k), at));
          }
          for (int k = s.carry(); k < b.outputs().size(); k++) {
            places.put(b.outputs().get(k), slice(s.writes().get(k), b.outputs().get(k), at));
          }
          run(b, places);
          return LoopCarries.next(now);
        });
    flush.end();
    f.end();
    return new LoopCode(new KernelCode(module.text(), s.length(), 1, true), List.copyOf(table));
  }

  private Value slice(Slot whole, Slot part, Value at) {
    return f.element(fixed.get(whole), Scalar.S8, f.mul(at, f.index(part.aval().bytes())));
  }

  private LoopCode emitWhile(Step.While w) {
    Program c = w.condition();
    Program b = w.body();
    local.add(w.predicate());
    know(w.reads());
    know(w.writes());
    know(w.scratch());
    knowOwn(c);
    knowOwn(b);
    routines(c);
    routines(b);
    begin();
    Value status = f.argument(table.size());
    FlushMode flush = FlushMode.begin(f);
    int constants = w.conditionConstants() + w.bodyConstants();
    List<Slot> carried = b.inputs().subList(w.bodyConstants(), b.inputs().size());
    LoopCarries carries = new LoopCarries(f, fixed, carried, b.outputs(), w.initial(), w.writes(), w.spare());
    Map<Slot, Value> places = new HashMap<>();
    bind(places, c.inputs().subList(0, w.conditionConstants()), w.reads(), fixed);
    bind(places, b.inputs().subList(0, w.bodyConstants()), w.reads().subList(w.conditionConstants(), constants), fixed);
    Value predicate = fixed.get(w.predicate());
    places.put(c.outputs().getFirst(), predicate);
    List<Value> initial = new ArrayList<>(List.of(f.lo()));
    initial.addAll(carries.start(f.lo(), 0));
    List<Value> last =
        f.whileLoop(
            initial,
            now -> {
              carries.bind(places, now.subList(1, now.size()));
              for (int k = 0; k < w.initial().size(); k++) {
                places.put(c.inputs().get(w.conditionConstants() + k), places.get(carried.get(k)));
              }
              run(c, places);
              Value more = f.load(predicate, IrType.BOOL);
              return f.and(more, f.compare(Comparison.LT, now.getFirst(), f.hi()));
            },
            now -> {
              run(b, places);
              List<Value> after = new ArrayList<>(List.of(f.add(now.getFirst(), f.index(1))));
              after.addAll(LoopCarries.next(now.subList(1, now.size())));
              return after;
            });
    f.store(status, last.getFirst());
    Value more = f.load(predicate, IrType.of(Scalar.U8));
    f.store(f.element(status, Scalar.S64, f.index(1)), f.convert("zext", more, Scalar.S64));
    flush.end();
    f.end();
    return new LoopCode(new KernelCode(module.text(), 0, 1, true), List.copyOf(table));
  }
}
