package gradwright.cpu.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradwright.cpu.host.BundledLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// LLVM's C interface, bound by name through `java.lang.foreign`: the few functions that compile text to objects.
///
/// Creating an instance loads libLLVM (about 0.2 s), so it is done on the first compile the disk cache cannot answer.
final class LlvmC {
  static final String VERSION = "20.1.7";
  private static final BundledLibrary LIBRARY = new BundledLibrary("org/bytedeco/llvm/{platform}", "llvm-" + VERSION);

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;
  private final Map<String, MethodHandle> handles = new ConcurrentHashMap<>();

  LlvmC() throws IOException {
    String override = System.getProperty("gradwright.llvm", "");
    Path path = override.isBlank() ? LIBRARY.extract(System.mapLibraryName("LLVM")) : Path.of(override);
    symbols = SymbolLookup.libraryLookup(path, Arena.global());
  }

  /// Initialises the code generator of this machine's architecture.
  void initialiseTarget(String architecture) {
    String target =
        switch (architecture) {
          case "x86_64" -> "X86";
          case "aarch64" -> "AArch64";
          default -> throw new IllegalStateException("no LLVM target for " + architecture);
        };
    for (String part : new String[] {"TargetInfo", "Target", "TargetMC", "AsmPrinter", "AsmParser"}) {
      run("LLVMInitialize" + target + part);
    }
  }

  String hostCpu() {
    return takeMessage(pointer("LLVMGetHostCPUName"));
  }

  String hostFeatures() {
    return takeMessage(pointer("LLVMGetHostCPUFeatures"));
  }

  String triple() {
    return takeMessage(pointer("LLVMGetDefaultTargetTriple"));
  }

  /// Routes LLVM's fatal errors, which would otherwise end the process, to a C function pointer.
  void installFatalErrorHandler(MemorySegment function) {
    run("LLVMInstallFatalErrorHandler", function);
  }

  MemorySegment targetMachine(String triple, String cpu, String features, int level) throws CompileFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(ADDRESS);
      MemorySegment error = arena.allocate(ADDRESS);
      if (integer("LLVMGetTargetFromTriple", arena.allocateFrom(triple), target, error) != 0) {
        throw new CompileFailure(takeMessage(error.get(ADDRESS, 0)));
      }
      int positionIndependent = 2;
      int defaultCodeModel = 0;
      return pointer(
          "LLVMCreateTargetMachine",
          target.get(ADDRESS, 0),
          arena.allocateFrom(triple),
          arena.allocateFrom(cpu),
          arena.allocateFrom(features),
          level,
          positionIndependent,
          defaultCodeModel);
    }
  }

  MemorySegment parse(MemorySegment context, String ir) throws CompileFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(ir);
      MemorySegment buffer =
          pointer("LLVMCreateMemoryBufferWithMemoryRangeCopy", text, text.byteSize() - 1, arena.allocateFrom("kernel"));
      MemorySegment module = arena.allocate(ADDRESS);
      MemorySegment error = arena.allocate(ADDRESS);
      // consumes the buffer, whatever happens
      if (integer("LLVMParseIRInContext", context, buffer, module, error) != 0) {
        throw new CompileFailure("invalid IR: " + takeMessage(error.get(ADDRESS, 0)));
      }
      return module.get(ADDRESS, 0);
    }
  }

  /// Checks the module; unverified bad IR would compile to silent nonsense.
  void verify(MemorySegment module) throws CompileFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(ADDRESS);
      int returnStatus = 2;
      boolean broken = integer("LLVMVerifyModule", module, returnStatus, error) != 0;
      String message = takeMessage(error.get(ADDRESS, 0));
      if (broken) {
        throw new CompileFailure("invalid IR: " + message);
      }
    }
  }

  void setTarget(MemorySegment module, MemorySegment machine, String triple) {
    try (Arena arena = Arena.ofConfined()) {
      run("LLVMSetTarget", module, arena.allocateFrom(triple));
      MemorySegment layout = pointer("LLVMCreateTargetDataLayout", machine);
      run("LLVMSetModuleDataLayout", module, layout);
      run("LLVMDisposeTargetData", layout);
    }
  }

  void runPasses(MemorySegment module, MemorySegment machine, String passes) throws CompileFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment options = pointer("LLVMCreatePassBuilderOptions");
      try {
        check(pointer("LLVMRunPasses", module, arena.allocateFrom(passes), machine, options));
      } finally {
        run("LLVMDisposePassBuilderOptions", options);
      }
    }
  }

  byte[] emit(MemorySegment module, MemorySegment machine, boolean object) throws CompileFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(ADDRESS);
      MemorySegment out = arena.allocate(ADDRESS);
      if (integer("LLVMTargetMachineEmitToMemoryBuffer", machine, module, object ? 1 : 0, error, out) != 0) {
        throw new CompileFailure(takeMessage(error.get(ADDRESS, 0)));
      }
      MemorySegment buffer = out.get(ADDRESS, 0);
      MemorySegment start = pointer("LLVMGetBufferStart", buffer);
      byte[] bytes = start.reinterpret(size("LLVMGetBufferSize", buffer)).toArray(JAVA_BYTE);
      run("LLVMDisposeMemoryBuffer", buffer);
      return bytes;
    }
  }

  String print(MemorySegment module) {
    return takeMessage(pointer("LLVMPrintModuleToString", module));
  }

  MemorySegment newContext() {
    return pointer("LLVMContextCreate");
  }

  void disposeContext(MemorySegment context) {
    run("LLVMContextDispose", context);
  }

  void disposeModule(MemorySegment module) {
    run("LLVMDisposeModule", module);
  }

  void check(MemorySegment error) throws CompileFailure {
    if (error.address() != 0) {
      MemorySegment message = pointer("LLVMGetErrorMessage", error);
      String text = text(message);
      run("LLVMDisposeErrorMessage", message);
      throw new CompileFailure(text);
    }
  }

  static String text(MemorySegment pointer) {
    return pointer.address() == 0 ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private String takeMessage(MemorySegment pointer) {
    String text = text(pointer);
    run("LLVMDisposeMessage", pointer);
    return text;
  }

  void run(String function, Object... arguments) {
    call(function, null, arguments);
  }

  MemorySegment pointer(String function, Object... arguments) {
    return (MemorySegment) call(function, ADDRESS, arguments);
  }

  int integer(String function, Object... arguments) {
    return (int) call(function, JAVA_INT, arguments);
  }

  byte octet(String function, Object... arguments) {
    return (byte) call(function, JAVA_BYTE, arguments);
  }

  private long size(String function, Object... arguments) {
    return (long) call(function, JAVA_LONG, arguments);
  }

  private Object call(String function, MemoryLayout result, Object... arguments) {
    MethodHandle handle =
        handles.computeIfAbsent(
            function,
            name -> {
              MemoryLayout[] layouts = new MemoryLayout[arguments.length];
              for (int i = 0; i < layouts.length; i++) {
                layouts[i] =
                    switch (arguments[i]) {
                      case MemorySegment _ -> ADDRESS;
                      case Integer _ -> JAVA_INT;
                      case Long _ -> JAVA_LONG;
                      case Byte _ -> JAVA_BYTE;
                      default -> throw new IllegalArgumentException("argument " + arguments[i]);
                    };
              }
              FunctionDescriptor descriptor =
                  result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts);
              MemorySegment address = symbols.find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
              MethodHandle exact = linker.downcallHandle(address, descriptor);
              return exact.asType(exact.type().generic()).asSpreader(Object[].class, layouts.length);
            });
    try {
      return handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
