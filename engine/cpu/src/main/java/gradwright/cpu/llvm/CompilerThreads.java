package gradwright.cpu.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Daemon threads on which LLVM may fail fatally without taking the process along.
///
/// LLVM answers some inputs ("Cannot select") by calling a handler that must not return. The handler here fails the job
/// with LLVM's message and parks its thread for ever; a fresh thread takes over the queue. Memory held by the lost
/// compile stays lost, which is the price of not losing the process.
final class CompilerThreads {
  /// A piece of work for a compiler thread.
  @FunctionalInterface
  interface Job<T> {
    /// Does the work.
    T run() throws CompileFailure;
  }

  private record Task<T>(Job<T> job, CompletableFuture<T> result) {
    void run() {
      try {
        result.complete(job.run());
      } catch (CompileFailure | RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  private final class Worker extends Thread {
    private volatile Task<?> current;

    Worker() {
      super(null, null, "gradwright-compiler-" + number.incrementAndGet(), STACK_BYTES);
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        while (true) {
          current = queue.take();
          current.run();
          current = null;
        }
      } catch (InterruptedException e) {
        // nobody interrupts these threads but the virtual machine's end
      }
    }

    void abandon(String message) {
      new Worker().start();
      Task<?> lost = current;
      if (lost != null) {
        lost.result().completeExceptionally(new CompileFailure("LLVM: " + message));
      }
    }
  }

  private static final long STACK_BYTES = 64L << 20; // deep expression trees recurse deeply in instruction selection

  private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger number = new AtomicInteger();

  CompilerThreads(int threads) {
    for (int i = 0; i < threads; i++) {
      new Worker().start();
    }
  }

  /// Runs `job` on a compiler thread and waits for it.
  <T> T call(Job<T> job) throws CompileFailure {
    CompletableFuture<T> result = new CompletableFuture<>();
    queue.add(new Task<>(job, result));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true; // a compile is short; the caller's own poll sees the flag afterwards
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case CompileFailure failure -> throw new CompileFailure(failure.getMessage(), failure);
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            default -> throw new IllegalStateException(e.getCause());
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The native function pointer for [LlvmC#installFatalErrorHandler], valid for the life of the process.
  static MemorySegment fatalErrorHandler() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findStatic(
                      CompilerThreads.class, "onFatalError", MethodType.methodType(void.class, MemorySegment.class)),
              FunctionDescriptor.ofVoid(ADDRESS),
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void onFatalError(MemorySegment reason) {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.abandon(LlvmC.text(reason));
      while (true) {
        LockSupport.park(); // returning would abort the process
      }
    }
  }
}
