package gradwright.cpu.run;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradwright.core.errors.JaxError;
import gradwright.cpu.pool.KernelCall;
import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.concurrent.CancellationException;

/// Runs a kernel, shared among threads when that pays.
final class KernelThunk implements Thunk {
  /// Work below this is done before another thread has woken.
  private static final double SHARED_NANOS = 40_000;

  /// A chunk should take about this long: short enough to balance, and to stop soon when asked to.
  private static final double CHUNK_NANOS = 25_000;

  /// Estimates may be far off; so many chunks do no harm. Each one ends with waiting for its streamed stores.
  private static final double MOST_CHUNKS = 512;

  private static final double BRIEF_NANOS = 800;

  private final LoadedKernel kernel;
  private final MemorySegment function;
  private final int[] slots;
  private final int number;
  private final long items;
  private final long grain;
  private final boolean shared;
  private final boolean brief;
  private final WorkerPool pool;

  KernelThunk(LoadedKernel kernel, int[] slots, int number, double nanos, WorkerPool pool) {
    this.kernel = kernel; // keeps the code loaded
    this.function = MemorySegment.ofAddress(kernel.address());
    this.slots = slots;
    this.number = number;
    this.items = kernel.items();
    this.pool = pool;
    double chunks = Math.clamp(nanos / CHUNK_NANOS, 1, MOST_CHUNKS);
    long size = Math.max(1, (long) (items / chunks));
    this.grain = (size + kernel.grain() - 1) / kernel.grain() * kernel.grain();
    this.shared = !kernel.ordered() && nanos > SHARED_NANOS && grain < items;
    this.brief = nanos < BRIEF_NANOS;
  }

  @Override
  public void run(Frame frame) {
    MemorySegment arguments = frame.arguments[number];
    long[] address = frame.address;
    for (int i = 0; i < slots.length; i++) {
      arguments.setAtIndex(JAVA_LONG, i, address[slots[i]]);
    }
    if (shared) {
      try {
        pool.runKernel(function, arguments, items, grain, frame::isCancelled);
      } catch (CancellationException e) {
        throw new JaxError("KeyboardInterrupt", "");
      }
    } else if (brief) {
      KernelCall.runBrief(function, arguments, 0, items);
    } else {
      KernelCall.run(function, arguments, 0, items);
    }
    Reference.reachabilityFence(kernel);
  }
}
