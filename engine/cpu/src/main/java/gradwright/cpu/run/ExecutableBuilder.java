package gradwright.cpu.run;

import gradwright.compiler.Target;
import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.core.events.Numbers;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.codegen.KernelEmitter;
import gradwright.cpu.codegen.LoopEmitter;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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

  /// The executable of a plan, its kernels numbered.
  ///
  /// @param times goes on with the passes of making code
  /// @throws CompileFailure when a kernel cannot be compiled
  public CpuExecutable build(Plan plan, Numbers numbers, PassTimes times) throws CompileFailure {
    List<Step> steps = new ArrayList<>();
    ThunkBuilder.code(plan.program(), steps);
    List<KernelCode> codes = new ArrayList<>();
    Map<Step, LoopEmitter.LoopCode> loops = new IdentityHashMap<>();
    Set<Slot> read = new HashSet<>();
    plan.program().steps().forEach(s -> read.addAll(s.reads()));
    for (Step s : steps) {
      codes.add(emit(s, read, loops));
    }
    times.end("emit");
    KernelLibrary.Loaded code = kernels.loadAll(codes);
    List<LoadedKernel> loaded = code.kernels();
    times.end("llvm");
    Map<Step, Thunk> thunks = new IdentityHashMap<>();
    int[] pointers = new int[steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step instanceof Step.Compute s) {
        int[] slots = s.parameters().stream().mapToInt(Slot::number).toArray();
        double bytes = s.parameters().stream().mapToDouble(p -> p.aval().bytes()).sum();
        double nanos = CostModel.kernel(s.kernel(), bytes);
        thunks.put(s, new KernelThunk(loaded.get(i), slots, i, nanos, pool));
        pointers[i] = slots.length;
      } else {
        LoopEmitter.LoopCode loop = loops.get(step);
        double nanos = ThunkBuilder.turn(step);
        NativeLoopThunk t =
            step instanceof Step.While w
                ? NativeLoopThunk.of(w, loaded.get(i), loop, i, nanos)
                : NativeLoopThunk.of((Step.Scan) step, loaded.get(i), loop, i, nanos);
        thunks.put(step, t);
        pointers[i] = t.pointers();
      }
    }
    KernelThunks known =
        new KernelThunks() {
          @Override
          public Thunk thunk(Step.Compute step) {
            return thunks.get(step);
          }

          @Override
          public Thunk loop(Step loop) {
            return thunks.get(loop);
          }
        };
    ThunkBuilder builder = new ThunkBuilder(known, library, numbers);
    Steps program = builder.program(plan.program());
    return new CpuExecutable(
        plan,
        program,
        pointers,
        new KernelTexts(plan.program(), steps, builder, s -> emit(s, read, new IdentityHashMap<>()).ir(), kernels),
        builder.kernels(),
        times.compilation(!code.compiled() && !codes.isEmpty()));
  }

  private static KernelCode emit(Step s, Set<Slot> read, Map<Step, LoopEmitter.LoopCode> loops) {
    return switch (s) {
      case Step.Compute c -> KernelEmitter.emit(c.kernel(), fresh(c, read));
      case Step.Scan scan -> loops.computeIfAbsent(scan, _ -> LoopEmitter.scan(scan)).code();
      case Step.While w -> loops.computeIfAbsent(w, _ -> LoopEmitter.whileLoop(w)).code();
      default -> throw new IllegalStateException("no code for " + s);
    };
  }

  /// The kernel's parameters that are results of the whole program and that it does not read again, with their bytes.
  private static Map<Integer, Long> fresh(Step.Compute c, Set<Slot> read) {
    Map<Integer, Long> fresh = new HashMap<>();
    for (int i = 0; i < c.parameters().size(); i++) {
      Slot slot = c.parameters().get(i);
      if (slot.kind() == Slot.Kind.RESULT && !read.contains(slot)) {
        fresh.put(i, slot.aval().bytes());
      }
    }
    return fresh;
  }
}
