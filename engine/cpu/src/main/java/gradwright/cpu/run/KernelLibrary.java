package gradwright.cpu.run;

import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompileTexts;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Compiled kernels by their text, so that programs with equal kernels share code.
final class KernelLibrary {
  private final KernelCompiler compiler;
  private final Map<String, CompiledModule> loaded = new HashMap<>();

  KernelLibrary(KernelCompiler compiler) {
    this.compiler = compiler;
  }

  /// Compiles kernels, several at a time.
  ///
  /// @throws CompileFailure when LLVM refuses one
  List<LoadedKernel> load(List<KernelCode> codes) throws CompileFailure {
    Map<String, CompletableFuture<CompiledModule>> started = new HashMap<>();
    for (KernelCode c : codes) {
      if (find(c.ir()) == null && !started.containsKey(c.ir())) {
        CompletableFuture<CompiledModule> result = new CompletableFuture<>();
        started.put(c.ir(), result);
        if (codes.size() == 1) {
          compile(c.ir(), result);
        } else {
          Thread.ofVirtual().start(() -> compile(c.ir(), result));
        }
      }
    }
    for (var s : started.entrySet()) {
      try {
        synchronized (loaded) {
          loaded.putIfAbsent(s.getKey(), s.getValue().get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompileFailure("interrupted while compiling", e);
      } catch (ExecutionException e) {
        throw new CompileFailure(e.getCause().getMessage() + "\n" + s.getKey(), e.getCause());
      }
    }
    List<LoadedKernel> out = new ArrayList<>();
    for (KernelCode c : codes) {
      out.add(new LoadedKernel(find(c.ir()).address(KernelCode.NAME), c.items(), c.grain(), c.ordered()));
    }
    return out;
  }

  private CompiledModule find(String ir) {
    synchronized (loaded) {
      return loaded.get(ir);
    }
  }

  private void compile(String ir, CompletableFuture<CompiledModule> result) {
    try {
      result.complete(compiler.compile(ir, List.of(KernelCode.NAME)));
    } catch (CompileFailure | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  CompileTexts texts(String ir) throws CompileFailure {
    return compiler.texts(ir);
  }
}
