package gradwright.cpu.pool;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Calls compiled kernels `void k(ptr args, i64 lo, i64 hi)`.
///
/// One constant handle takes the address as its first argument, because a handle per kernel would cost 0.1 ms to make.
public final class KernelCall {
  private static final FunctionDescriptor SIGNATURE = FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(SIGNATURE);
  private static final MethodHandle BRIEF_CALL =
      Linker.nativeLinker().downcallHandle(SIGNATURE, Linker.Option.critical(false));

  private KernelCall() {}

  /// Runs the kernel at `function` on `[lo, hi)`; `args` is an array of pointers.
  public static void run(MemorySegment function, MemorySegment args, long lo, long hi) {
    try {
      CALL.invokeExact(function, args, lo, hi);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same for kernels that end within about a microsecond: cheaper to enter, but no garbage collection can begin
  /// while it runs.
  public static void runBrief(MemorySegment function, MemorySegment args, long lo, long hi) {
    try {
      BRIEF_CALL.invokeExact(function, args, lo, hi);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
