package gradwright.cpu.library;

import gradwright.cpu.blas.MatrixProducts;
import gradwright.cpu.pool.WorkerPool;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Who does an operation's work: threads that share ranges, products of matrices, room for intermediate results, and a way to be
/// told to stop.
public record Workers(WorkerPool pool, MatrixProducts products, ScratchMemory scratch, BooleanSupplier cancelled) {
  /// Does the items `[0, total)` in chunks of `grain`, asking before each whether to stop.
  void share(long total, long grain, WorkerPool.Range range) {
    pool.run(total, Math.max(1, grain), cancelled, range);
  }

  /// The chunk size that gives every thread several chunks, none smaller than `least` items.
  long grain(long total, long least) {
    return Math.max(least, (total + 4L * pool.threads() - 1) / (4L * pool.threads()));
  }

  /// Throws when told to stop.
  void poll() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  /// Memory for intermediate results; close it after use.
  ScratchMemory.Room room(long bytes) {
    return scratch.take(bytes);
  }
}
