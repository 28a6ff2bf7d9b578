package gradwright.cpu.ir;

import static java.lang.foreign.ValueLayout.ADDRESS;

import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Compiles a kernel written in a test and runs it on off-heap buffers.
public final class KernelRun {
  private static final KernelCompiler COMPILER = new KernelCompiler(KernelCompiler.VECTOR_PASSES, Optional.empty());

  private KernelRun() {}

  /// Emits, compiles and runs `body` over `[lo, hi)`.
  public static void run(Consumer<IrFunction> body, long lo, long hi, MemorySegment... buffers) {
    IrModule module = new IrModule();
    IrFunction function = module.kernel("k");
    body.accept(function);
    function.end();
    try (Arena arena = Arena.ofConfined();
        CompiledModule compiled = COMPILER.compile(module.text(), List.of("k"))) {
      MemorySegment args = arena.allocate(ADDRESS, buffers.length + 1);
      for (int i = 0; i < buffers.length; i++) {
        args.setAtIndex(ADDRESS, i, buffers[i]);
      }
      KernelCall.run(MemorySegment.ofAddress(compiled.address("k")), args, lo, hi);
    } catch (CompileFailure e) {
      throw new AssertionError(e.getMessage() + "\n" + module.text(), e);
    }
  }
}
