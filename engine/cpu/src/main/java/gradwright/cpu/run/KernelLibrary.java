package gradwright.cpu.run;

import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompileTexts;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.llvm.ObjectCache;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Compiled kernels by their text, so that programs with equal kernels share code. Code that no program holds any more is
/// unloaded.
final class KernelLibrary {
  private static final Cleaner CLEANER = Cleaner.create();

  private final KernelCompiler compiler;
  private final Map<String, WeakReference<Code>> loaded = new HashMap<>();
  private int sweepAt = 256;

  KernelLibrary(KernelCompiler compiler) {
    this.compiler = compiler;
  }

  /// Machine code in memory, until nobody refers to it.
  static final class Code {
    private final long address;

    private Code(CompiledModule module) {
      this.address = module.address(KernelCode.NAME);
      CLEANER.register(this, module::close);
    }

    long address() {
      return address;
    }
  }

  /// Compiles kernels, several at a time.
  ///
  /// @throws CompileFailure when LLVM refuses one
  List<LoadedKernel> load(List<KernelCode> codes) throws CompileFailure {
    return loadAll(codes).kernels();
  }

  /// Kernels in memory; `compiled` tells whether LLVM had to compile any of them.
  record Loaded(List<LoadedKernel> kernels, boolean compiled) {}

  /// The same, and whether it took LLVM.
  ///
  /// @throws CompileFailure when LLVM refuses one
  Loaded loadAll(List<KernelCode> codes) throws CompileFailure {
    boolean compiled = false;
    Map<String, Code> found = new HashMap<>();
    Map<String, CompletableFuture<CompiledModule>> started = new HashMap<>();
    for (KernelCode c : codes) {
      String ir = c.ir();
      if (found.containsKey(ir) || started.containsKey(ir)) {
        continue;
      }
      Code known = find(ir);
      if (known != null) {
        found.put(ir, known);
        continue;
      }
      CompletableFuture<CompiledModule> result = new CompletableFuture<>();
      started.put(ir, result);
      if (codes.size() == 1) {
        compile(ir, result);
      } else {
        Thread.ofVirtual().start(() -> compile(ir, result));
      }
    }
    for (var s : started.entrySet()) {
      try {
        CompiledModule module = s.getValue().get();
        compiled |= !module.report().fromCache();
        found.put(s.getKey(), keep(s.getKey(), module));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompileFailure("interrupted while compiling", e);
      } catch (ExecutionException e) {
        throw new CompileFailure(e.getCause().getMessage() + "\n" + s.getKey(), e.getCause());
      }
    }
    List<LoadedKernel> out = new ArrayList<>();
    for (KernelCode c : codes) {
      out.add(new LoadedKernel(found.get(c.ir()), c.items(), c.grain(), c.ordered()));
    }
    return new Loaded(out, compiled);
  }

  private synchronized Code find(String ir) {
    WeakReference<Code> r = loaded.get(ObjectCache.key(ir));
    return r == null ? null : r.get();
  }

  private synchronized Code keep(String ir, CompiledModule module) {
    Code code = new Code(module);
    loaded.put(ObjectCache.key(ir), new WeakReference<>(code));
    if (loaded.size() > sweepAt) {
      loaded.values().removeIf(r -> r.get() == null);
      sweepAt = Math.max(256, 2 * loaded.size());
    }
    return code;
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
