package gradwright.cpu.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Links objects with LLVM's own just-in-time linker: every platform and relocation LLVM knows, but LLVM must be loaded.
///
/// Global names must be unique across loaded objects; callers name kernels by content or number.
final class OrcLoader implements ObjectLoader {
  private final LlvmC llvm;
  private final MemorySegment jit;
  private final AtomicLong number = new AtomicLong();

  OrcLoader(LlvmC llvm) throws CompileFailure {
    this.llvm = llvm;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      llvm.check(llvm.pointer("LLVMOrcCreateLLJIT", out, MemorySegment.NULL));
      jit = out.get(ADDRESS, 0);
      MemorySegment main = llvm.pointer("LLVMOrcLLJITGetMainJITDylib", jit);
      llvm.check(
          llvm.pointer(
              "LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess",
              out,
              llvm.octet("LLVMOrcLLJITGetGlobalPrefix", jit),
              MemorySegment.NULL,
              MemorySegment.NULL));
      llvm.run("LLVMOrcJITDylibAddGenerator", main, out.get(ADDRESS, 0));
    }
  }

  @Override
  public Loaded load(byte[] object, List<String> symbols) throws CompileFailure {
    String suffix = "." + number.incrementAndGet();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment main = llvm.pointer("LLVMOrcLLJITGetMainJITDylib", jit);
      MemorySegment tracker = llvm.pointer("LLVMOrcJITDylibCreateResourceTracker", main);
      MemorySegment buffer =
          llvm.pointer(
              "LLVMCreateMemoryBufferWithMemoryRangeCopy",
              arena.allocateFrom(JAVA_BYTE, object),
              (long) object.length,
              arena.allocateFrom("object" + suffix));
      boolean done = false;
      try {
        llvm.check(llvm.pointer("LLVMOrcLLJITAddObjectFileWithRT", jit, tracker, buffer));
        Map<String, Long> found = new HashMap<>();
        MemorySegment address = arena.allocate(JAVA_LONG);
        for (String symbol : symbols) {
          llvm.check(llvm.pointer("LLVMOrcLLJITLookup", jit, address, arena.allocateFrom(symbol)));
          found.put(symbol, address.get(JAVA_LONG, 0));
        }
        done = true;
        return new Loaded(found, () -> unload(tracker));
      } finally {
        if (!done) {
          unload(tracker);
        }
      }
    }
  }

  private void unload(MemorySegment tracker) {
    try {
      llvm.check(llvm.pointer("LLVMOrcResourceTrackerRemove", tracker));
    } catch (CompileFailure e) {
      throw new IllegalStateException(e);
    } finally {
      llvm.run("LLVMOrcReleaseResourceTracker", tracker);
    }
  }
}
