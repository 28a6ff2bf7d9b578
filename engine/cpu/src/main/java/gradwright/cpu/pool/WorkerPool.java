package gradwright.cpu.pool;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Threads that share ranges of work in chunks.
///
/// Chunks are claimed one by one, by the workers and by the caller, who therefore never waits for a worker that has not
/// started: on a busy machine the caller simply does most of it. One range is shared at a time; a caller that finds the
/// pool busy (or is itself a worker) does its range alone.
public final class WorkerPool implements AutoCloseable {
  /// A part of some work: the items from `lo` to before `hi`.
  @FunctionalInterface
  public interface Range {
    /// Does the items.
    void run(long lo, long hi);
  }

  /// For work that nobody can cancel.
  public static final BooleanSupplier NEVER = () -> false;

  private static final int SPINS =
      400; // some 20 us, so that back-to-back ranges find workers awake; longer, and they hold up who waits
  private static final long LONGEST_SLEEP_NANOS = 1_000_000;
  private static final int STRIDE = 16; // flags of different workers lie in different cache lines
  private static final long CLOSED = 0x7fff_ffffL;

  private final int threads;
  private final Thread[] workers;
  private final AtomicIntegerArray parked;
  private final AtomicBoolean busy = new AtomicBoolean();

  /// The number of the range and the next chunk to claim: `epoch << 32 | next`.
  private final AtomicLong state = new AtomicLong(CLOSED);

  private final AtomicLong unfinished = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile int epoch;

  /// The caller, while it sleeps until the range is done.
  private volatile Thread waiting;

  private volatile boolean stopped;
  // of the current range; written only while no chunk can be claimed
  private volatile Range task;
  private volatile BooleanSupplier cancelled = NEVER;
  private volatile long total;
  private volatile long grain;
  private volatile int chunks;

  /// A pool that uses `threads` threads, the caller's included.
  public WorkerPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    this.threads = threads;
    this.workers = new Thread[threads - 1];
    this.parked = new AtomicIntegerArray(threads * STRIDE);
  }

  /// The system property `gradwright.threads`, or else the number of processors.
  public static int defaultThreads() {
    return Math.max(1, Integer.getInteger("gradwright.threads", Runtime.getRuntime().availableProcessors()));
  }

  /// Threads this pool uses, the caller's included.
  public int threads() {
    return threads;
  }

  /// Does the items `[0, total)` in chunks of `grain`.
  ///
  /// @param cancelled asked before each chunk
  /// @throws CancellationException if it said yes before all was done
  public void run(long total, long grain, BooleanSupplier cancelled, Range range) {
    if (grain < 1) {
      throw new IllegalArgumentException("grain " + grain);
    }
    long wanted = (total + grain - 1) / grain;
    long size = wanted < CLOSED ? grain : total / (CLOSED - 1) + 1;
    int count = (int) ((total + size - 1) / size);
    if (count <= 1 || threads == 1 || !busy.compareAndSet(false, true)) {
      alone(total, size, cancelled, range);
      return;
    }
    try {
      share(total, size, count, cancelled, range);
    } finally {
      task = null;
      busy.set(false);
    }
  }

  /// Runs the kernel at `function` on `[0, total)` in chunks of `grain`.
  public void runKernel(MemorySegment function, MemorySegment args, long total, long grain, BooleanSupplier cancelled) {
    run(total, grain, cancelled, (lo, hi) -> KernelCall.run(function, args, lo, hi));
  }

  private static void alone(long total, long grain, BooleanSupplier cancelled, Range range) {
    for (long lo = 0; lo < total; lo += grain) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      range.run(lo, Math.min(total, lo + grain));
    }
  }

  private void share(long total, long grain, int count, BooleanSupplier cancelled, Range range) {
    int next = epoch + 1;
    this.task = range;
    this.cancelled = cancelled;
    this.total = total;
    this.grain = grain;
    this.chunks = count;
    failure.set(null);
    unfinished.set(count);
    state.set((long) next << 32);
    epoch = next;
    wake();
    work(next);
    await();
    state.set((long) next << 32 | CLOSED);
    Throwable thrown = failure.getAndSet(null);
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /// Waits for the chunks that workers are still at: shortly awake, then asleep, because on a busy machine a worker may
  /// itself be waiting for a processor.
  private void await() {
    for (int spin = 0; spin < SPINS; spin++) {
      if (unfinished.get() == 0) {
        return;
      }
      Thread.onSpinWait();
    }
    waiting = Thread.currentThread();
    while (unfinished.get() != 0) {
      LockSupport.parkNanos(this, LONGEST_SLEEP_NANOS);
    }
    waiting = null;
  }

  private void wake() {
    for (int i = 0; i < workers.length; i++) {
      if (workers[i] == null) {
        int id = i;
        workers[i] = new Thread(() -> loop(id), "gradwright-worker-" + (i + 1));
        workers[i].setDaemon(true);
        workers[i].start();
      } else if (parked.get(i * STRIDE) == 1) {
        LockSupport.unpark(workers[i]);
      }
    }
  }

  private void loop(int id) {
    int seen = 0;
    while (!stopped) {
      for (int spin = 0; epoch == seen && !stopped; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          parked.set(id * STRIDE, 1);
          if (epoch == seen && !stopped) {
            LockSupport.park(this);
          }
          parked.set(id * STRIDE, 0);
        }
      }
      seen = epoch;
      work(seen);
    }
  }

  private void work(int number) {
    while (true) {
      long now = state.get();
      Range range = task;
      long size = grain;
      long end = total;
      BooleanSupplier stop = cancelled;
      int chunk = (int) now;
      if ((int) (now >>> 32) != number || chunk >= chunks) {
        return;
      }
      if (!state.compareAndSet(now, now + 1)) {
        continue; // the fields may be of another range
      }
      try {
        if (failure.get() == null) {
          if (stop.getAsBoolean()) {
            throw new CancellationException();
          }
          range.run(chunk * size, Math.min(end, (chunk + 1) * size));
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      } finally {
        if (unfinished.decrementAndGet() == 0) {
          LockSupport.unpark(waiting);
        }
      }
    }
  }

  /// Ends the workers; ranges can still be run, by the caller alone if no worker is left.
  @Override
  public void close() {
    stopped = true;
    for (Thread worker : workers) {
      if (worker != null) {
        LockSupport.unpark(worker);
      }
    }
  }
}
