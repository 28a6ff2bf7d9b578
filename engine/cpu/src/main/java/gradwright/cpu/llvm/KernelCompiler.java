package gradwright.cpu.llvm;

import gradwright.cpu.host.CacheDirectory;
import gradwright.cpu.host.HostCpu;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Turns LLVM IR text into machine code in this process.
///
/// Objects are cached on disk; LLVM itself is loaded only when the cache has no answer. Safe for use by several threads.
public final class KernelCompiler {
  /// Passes for kernels already written with explicit vectors: cleaning up is all that is left to do.
  public static final String VECTOR_PASSES =
      "always-inline,function(sroa,early-cse,instcombine<no-verify-fixpoint>,loop-mssa(licm),early-cse)";

  private static final long DEFAULT_CACHE_BYTES = 512L << 20;
  private static final int CODEGEN_LEVEL = 1;

  private final String passes;
  private final Optional<ObjectCache> cache;
  private final CompilerThreads threads;
  private final boolean elf;
  private volatile Session session;

  /// LLVM in this process, with a machine description; made on first need.
  private record Session(LlvmC llvm, String triple, String cpu, String features, OrcLoader orc) {}

  /// The parse, pass and code generation times, and the object.
  private record Emitted(byte[] object, long parse, long passes, long codegen) {}

  /// A compiler with the standard passes and the user's disk cache.
  public KernelCompiler() {
    this(VECTOR_PASSES, CacheDirectory.kernels().map(path -> new ObjectCache(path, DEFAULT_CACHE_BYTES)));
  }

  /// A compiler with chosen passes (LLVM's textual pipeline syntax) and cache.
  public KernelCompiler(String passes, Optional<ObjectCache> cache) {
    this.passes = passes;
    this.cache = cache;
    this.threads = new CompilerThreads(Math.min(2, Runtime.getRuntime().availableProcessors()));
    this.elf = System.getProperty("os.name").equals("Linux") && HostCpu.current().architecture().equals("x86_64");
  }

  /// Whether LLVM has been loaded by this compiler.
  public boolean llvmLoaded() {
    return session != null;
  }

  /// Compiles `ir` and loads the named functions.
  ///
  /// @throws CompileFailure if the IR is invalid or LLVM cannot compile it
  public CompiledModule compile(String ir, List<String> symbols) throws CompileFailure {
    String key = ObjectCache.key(ir, passes, LlvmC.VERSION, HostCpu.current().fingerprint(), "O" + CODEGEN_LEVEL);
    Optional<byte[]> stored = cache.flatMap(store -> store.read(key));
    if (stored.isPresent()) {
      try {
        return load(key, stored.get(), symbols, new Emitted(stored.get(), 0, 0, 0), true);
      } catch (CompileFailure e) {
        // a stale or foreign entry: compile afresh and overwrite it
      }
    }
    Emitted emitted = threads.call(() -> emit(session(), ir));
    cache.ifPresent(store -> store.write(key, emitted.object()));
    return load(key, emitted.object(), symbols, emitted, false);
  }

  /// The later stages of `ir` as text. Compiles again, so it is for reading, not for every kernel.
  ///
  /// @throws CompileFailure if the IR is invalid or LLVM cannot compile it
  public CompileTexts texts(String ir) throws CompileFailure {
    return threads.call(() -> {
      Session open = session();
      return withModule(
          open,
          ir,
          (module, machine) -> {
            open.llvm().runPasses(module, machine, passes);
            String optimised = open.llvm().print(module);
            byte[] assembly = open.llvm().emit(module, machine, false);
            return new CompileTexts(optimised, new String(assembly, java.nio.charset.StandardCharsets.UTF_8));
          });
    });
  }

  private CompiledModule load(String key, byte[] object, List<String> symbols, Emitted emitted, boolean fromCache)
      throws CompileFailure {
    long start = System.nanoTime();
    ObjectLoader.Loaded loaded = link(object, symbols);
    CompileReport report =
        new CompileReport(
            key,
            fromCache,
            emitted.parse(),
            emitted.passes(),
            emitted.codegen(),
            System.nanoTime() - start,
            object.length);
    return new CompiledModule(loaded.symbols(), report, loaded.unload());
  }

  private ObjectLoader.Loaded link(byte[] object, List<String> symbols) throws CompileFailure {
    if (elf) {
      try {
        return new ElfLoader().load(object, symbols);
      } catch (CompileFailure e) {
        // a relocation beyond the small loader: LLVM's own knows them all
      }
    }
    return threads.call(() -> session().orc().load(object, symbols));
  }

  private Emitted emit(Session open, String ir) throws CompileFailure {
    LlvmC llvm = open.llvm();
    long start = System.nanoTime();
    return withModule(
        open,
        ir,
        (module, machine) -> {
          long parsed = System.nanoTime();
          llvm.runPasses(module, machine, passes);
          long passed = System.nanoTime();
          byte[] object = llvm.emit(module, machine, true);
          return new Emitted(object, parsed - start, passed - parsed, System.nanoTime() - passed);
        });
  }

  @FunctionalInterface
  private interface ModuleUse<T> {
    T apply(MemorySegment module, MemorySegment machine) throws CompileFailure;
  }

  private static <T> T withModule(Session open, String ir, ModuleUse<T> use) throws CompileFailure {
    LlvmC llvm = open.llvm();
    MemorySegment context = llvm.newContext();
    try {
      MemorySegment module = llvm.parse(context, ir);
      try {
        llvm.verify(module);
        MemorySegment machine = llvm.targetMachine(open.triple(), open.cpu(), open.features(), CODEGEN_LEVEL);
        try {
          llvm.setTarget(module, machine, open.triple());
          return use.apply(module, machine);
        } finally {
          llvm.run("LLVMDisposeTargetMachine", machine);
        }
      } finally {
        llvm.disposeModule(module);
      }
    } finally {
      llvm.disposeContext(context);
    }
  }

  private synchronized Session session() throws CompileFailure {
    if (session == null) {
      try {
        LlvmC llvm = new LlvmC();
        llvm.initialiseTarget(HostCpu.current().architecture());
        llvm.installFatalErrorHandler(CompilerThreads.fatalErrorHandler());
        session = new Session(llvm, llvm.triple(), llvm.hostCpu(), llvm.hostFeatures(), new OrcLoader(llvm));
      } catch (IOException | IllegalArgumentException | UnsatisfiedLinkError e) {
        throw new CompileFailure("LLVM cannot be loaded: " + e.getMessage(), e);
      }
    }
    return session;
  }
}
