package gradwright.core.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Blocks from the C library, whose memory is not cleared first as that of arenas is: touching fresh memory once less
/// saves more time than most computations on it take.
final class NativeBlocks {
  private static final long ALIGN = 64;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Optional<MethodHandle> ALLOCATE =
      find("aligned_alloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final Optional<MethodHandle> FREE = find("free", FunctionDescriptor.ofVoid(ADDRESS));

  private NativeBlocks() {}

  /// A block and how to give it back.
  record Block(MemorySegment memory, Runnable free) {}

  private static Optional<MethodHandle> find(String name, FunctionDescriptor type) {
    return LINKER.defaultLookup().find(name).map(symbol -> LINKER.downcallHandle(symbol, type));
  }

  /// A block of at least `size` bytes, aligned to 64.
  ///
  /// @throws OutOfMemoryError when the system has no more
  static Block allocate(long size) {
    if (ALLOCATE.isEmpty() || FREE.isEmpty()) {
      Arena arena = Arena.ofShared();
      return new Block(arena.allocate(size, ALIGN), arena::close);
    }
    long bytes = (size + ALIGN - 1) / ALIGN * ALIGN;
    try {
      MemorySegment start = (MemorySegment) ALLOCATE.get().invokeExact(ALIGN, bytes);
      if (start.address() == 0) {
        throw new OutOfMemoryError(bytes + " bytes");
      }
      return new Block(start.reinterpret(bytes), () -> free(start));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void free(MemorySegment start) {
    try {
      FREE.get().invokeExact(start);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
