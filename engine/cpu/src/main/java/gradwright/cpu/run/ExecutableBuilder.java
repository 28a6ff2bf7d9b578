package gradwright.cpu.run;

import gradwright.compiler.Target;
import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.codegen.KernelEmitter;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives plans code. Kernels of equal text are compiled once.
public final class ExecutableBuilder {
  private final KernelLibrary kernels;
  private final LibraryOperations library;
  private final WorkerPool pool;

  /// A builder whose executables call the library for what they have no kernels for, and share work in the pool.
  public ExecutableBuilder(LibraryOperations library, WorkerPool pool) {
    this(library, pool, new KernelCompiler());
  }

  /// The same with a given compiler of kernels.
  public ExecutableBuilder(LibraryOperations library, WorkerPool pool, KernelCompiler compiler) {
    this.kernels = new KernelLibrary(compiler);
    this.library = library;
    this.pool = pool;
  }

  /// Kernels of single operations for the target, compiled by and shared with this builder's.
  public EagerKernels eager(Target target) {
    return new EagerKernels(kernels, pool, target);
  }

  /// The executable of a plan.
  ///
  /// @throws CompileFailure when a kernel cannot be compiled
  public CpuExecutable build(Plan plan) throws CompileFailure {
    List<Step.Compute> steps = new ArrayList<>();
    ThunkBuilder.kernels(plan.program(), steps);
    List<KernelCode> codes = new ArrayList<>();
    for (Step.Compute s : steps) {
      codes.add(KernelEmitter.emit(s.kernel()));
    }
    List<LoadedKernel> loaded = kernels.load(codes);
    Map<Step.Compute, KernelThunk> thunks = new IdentityHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step.Compute s = steps.get(i);
      int[] slots = s.parameters().stream().mapToInt(Slot::number).toArray();
      double bytes = s.parameters().stream().mapToDouble(p -> p.aval().bytes()).sum();
      double nanos = CostModel.kernel(s.kernel(), bytes).time();
      thunks.put(s, new KernelThunk(loaded.get(i), slots, i, nanos, pool));
    }
    int[] pointers = steps.stream().mapToInt(k -> k.parameters().size()).toArray();
    Thunk[] program = new ThunkBuilder(thunks::get, library, pool).program(plan.program());
    return new CpuExecutable(plan, program, pointers, CostModel.program(plan.program()), new Texts(codes));
  }

  /// The texts of some kernels.
  private final class Texts implements KernelTexts {
    private final Set<String> modules = new LinkedHashSet<>();

    Texts(List<KernelCode> codes) {
      codes.forEach(c -> modules.add(c.ir()));
    }

    @Override
    public String llvm() {
      return all(false);
    }

    @Override
    public String assembly() {
      return all(true);
    }

    private String all(boolean assembly) {
      StringBuilder b = new StringBuilder();
      for (String ir : modules) {
        try {
          b.append(assembly ? kernels.texts(ir).assembly() : kernels.texts(ir).optimisedIr()).append('\n');
        } catch (CompileFailure e) {
          b.append("; ").append(e.getMessage()).append('\n');
        }
      }
      return b.toString();
    }
  }
}
