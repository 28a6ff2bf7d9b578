package gradwright.cpu.run;

import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Step;
import gradwright.cpu.codegen.LoopEmitter;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.pool.WorkerPool;
import java.util.List;

/// Makes the thunks of a plan's steps.
final class ThunkBuilder {
  private static final double SHORT_NANOS = 3_000;

  private final KernelThunks kernels;
  private final LibraryOperations library;
  private final WorkerPool pool;

  ThunkBuilder(KernelThunks kernels, LibraryOperations library, WorkerPool pool) {
    this.pool = pool;
    this.kernels = kernels;
    this.library = library;
  }

  Thunk[] program(Program p) {
    return p.steps().stream().map(this::thunk).toArray(Thunk[]::new);
  }

  private Thunk thunk(Step step) {
    return switch (step) {
      case Step.Compute c -> kernels.thunk(c);
      case Step.Evaluate e -> LibraryThunk.of(e, library);
      case Step.Copy(var from, var to) -> {
        int source = from.number();
        int target = to.number();
        long bytes = to.aval().bytes();
        yield frame -> NativeMemory.copy(frame.address[source], frame.address[target], bytes);
      }
      case Step.MatrixProduct m -> new MatrixThunk(m, pool);
      case Step.While w when kernels.loop(w) != null -> kernels.loop(w);
      case Step.Scan s when kernels.loop(s) != null -> kernels.loop(s);
      case Step.While w -> LoopThunks.whileLoop(w, program(w.condition()), program(w.body()));
      case Step.Scan s -> LoopThunks.scan(s, program(s.body()));
      case Step.Cond c -> LoopThunks.cond(c, c.branches().stream().map(this::program).toArray(Thunk[][]::new));
    };
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
        sum += CostModel.stepNanos(s);
      }
    }
    return sum;
  }
}
