package gradwright.cpu.run;

import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Step;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.pool.WorkerPool;
import java.util.List;

/// Makes the thunks of a plan's steps.
final class ThunkBuilder {
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
      case Step.While w -> LoopThunks.whileLoop(w, program(w.condition()), program(w.body()));
      case Step.Scan s -> LoopThunks.scan(s, program(s.body()));
      case Step.Cond c -> LoopThunks.cond(c, c.branches().stream().map(this::program).toArray(Thunk[][]::new));
    };
  }

  /// The kernels of a program and its nested ones, in the order of their thunks.
  static void kernels(Program p, List<Step.Compute> into) {
    for (Step s : p.steps()) {
      if (s instanceof Step.Compute c) {
        into.add(c);
      }
      s.nested().forEach(n -> kernels(n, into));
    }
  }
}
