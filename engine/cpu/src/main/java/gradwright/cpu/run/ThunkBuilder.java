package gradwright.cpu.run;

import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Step;
import gradwright.core.events.KernelDescription;
import gradwright.core.events.KernelDescription.Kind;
import gradwright.core.events.Numbers;
import gradwright.cpu.codegen.LoopEmitter;
import gradwright.cpu.library.LibraryOperations;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Makes the thunks of a plan's steps.
final class ThunkBuilder {
  private static final double SHORT_NANOS = 3_000;

  private final KernelThunks kernels;
  private final LibraryOperations library;
  private final Numbers numbers;
  private final Map<Step, KernelDescription> descriptions = new IdentityHashMap<>();
  private final List<KernelDescription> inOrder = new ArrayList<>();

  ThunkBuilder(KernelThunks kernels, LibraryOperations library, Numbers numbers) {
    this.kernels = kernels;
    this.library = library;
    this.numbers = numbers;
  }

  Steps program(Program p) {
    Thunk[] thunks = p.steps().stream().map(this::thunk).toArray(Thunk[]::new);
    int[] numbers =
        p.steps().stream().mapToInt(s -> descriptions.containsKey(s) ? descriptions.get(s).id() : 0).toArray();
    return new Steps(thunks, numbers);
  }

  /// The kernels of the programs built so far.
  List<KernelDescription> kernels() {
    return inOrder;
  }

  /// The kernel that a step is, or null.
  KernelDescription kernel(Step step) {
    return descriptions.get(step);
  }

  private Thunk thunk(Step step) {
    return switch (step) {
      case Step.Compute c -> described(c, c.name(), Kind.FUSED, kernels.thunk(c));
      case Step.Evaluate e -> {
        Thunk t = LibraryThunk.of(e, library);
        Kind kind = t instanceof EvaluateThunk ? Kind.EVALUATED : Kind.LIBRARY;
        yield described(e, e.primitive().primitiveName(), kind, t);
      }
      case Step.Copy(var from, var to, _) -> {
        int source = from.number();
        int target = to.number();
        long bytes = to.aval().bytes();
        Thunk t = frame -> NativeMemory.copy(frame.address[source], frame.address[target], bytes);
        yield described(step, "copy", Kind.COPY, t);
      }
      case Step.MatrixProduct m -> described(m, "dot_general", Kind.LIBRARY, new MatrixThunk(m, library.products()));
      case Step.While w when kernels.loop(w) != null -> described(w, "while", Kind.LOOP, kernels.loop(w));
      case Step.Scan s when kernels.loop(s) != null -> described(s, "scan", Kind.LOOP, kernels.loop(s));
      case Step.While w -> LoopThunks.whileLoop(w, program(w.condition()), program(w.body()));
      case Step.Scan s -> LoopThunks.scan(s, program(s.body()));
      case Step.Cond c -> LoopThunks.cond(c, c.branches().stream().map(this::program).toArray(Steps[]::new));
    };
  }

  private Thunk described(Step step, String name, Kind kind, Thunk thunk) {
    Work work = Work.of(step);
    KernelDescription d =
        new KernelDescription(
            numbers.kernels(1),
            name,
            kind,
            work.effort(),
            work.bytes(),
            step.origin().equations(),
            step.origin().source());
    descriptions.put(step, d);
    inOrder.add(d);
    return thunk;
  }

  /// What needs code in a program and its nested ones: kernels, and loops that are one function.
  static void code(Program p, List<Step> into) {
    for (Step s : p.steps()) {
      if (s instanceof Step.Compute || isNative(s)) {
        into.add(s);
      } else {
        s.nested().forEach(n -> code(n, into));
      }
    }
  }

  /// Whether a loop's turns are so short that driving them from here would cost more than they do.
  static boolean isNative(Step s) {
    return (s instanceof Step.While || s instanceof Step.Scan)
        && s.nested().stream().allMatch(LoopEmitter::suits)
        && turn(s) < SHORT_NANOS;
  }

  /// A guess of one turn's time.
  static double turn(Step loop) {
    double sum = 0;
    for (Program p : loop.nested()) {
      for (Step s : p.steps()) {
        sum += CostModel.step(s);
      }
    }
    return sum;
  }
}
