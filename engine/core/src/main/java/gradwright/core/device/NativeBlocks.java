package gradwright.core.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
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

  /// On Linux: asks for large pages, of which a block of 16 MB has 8 instead of 4,096 to be mapped one by one.
  private static final Optional<MethodHandle> ADVISE =
      find("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private static final int HUGE_PAGE_ADVICE = 14;
  private static final long HUGE_PAGE = 2L << 20;

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
    long align = ADVISE.isPresent() && size >= 2 * HUGE_PAGE ? HUGE_PAGE : ALIGN;
    long bytes = (size + ALIGN - 1) / ALIGN * ALIGN;
    try {
      MemorySegment start = (MemorySegment) ALLOCATE.get().invokeExact(align, bytes);
      if (start.address() == 0) {
        throw new OutOfMemoryError(bytes + " bytes");
      }
      if (align == HUGE_PAGE) {
        // advice that the system does not take is no failure
        int _ = (int) ADVISE.get().invokeExact(start, bytes / HUGE_PAGE * HUGE_PAGE, HUGE_PAGE_ADVICE);
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
