package gradwright.core.device;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

/// A CPU device: an ordered queue of work on one daemon thread. Short work runs at once on the caller's thread when the
/// queue is empty, because a hand-over costs more than it saves; a thread that waits does itself what nobody has begun.
public final class CpuDevice implements Device {
  private static final long INLINE_NANOS = 200_000;

  private final int id;
  private final Memory memory;
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private boolean busy;
  private volatile Thread owner;
  private Thread worker;
  private boolean closed;
  private int synchronizing; // threads that wait for the end of all work

  public CpuDevice(int id, Memory memory) {
    this.id = id;
    this.memory = memory;
  }

  @Override
  public String platform() {
    return "cpu";
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public void submit(Runnable work, long expectedNanos) {
    if (owner == Thread.currentThread()) {
      // Work that starts further work (a callback that computes) must not wait for itself.
      work.run();
      return;
    }
    synchronized (this) {
      if (busy || !queue.isEmpty() || expectedNanos > INLINE_NANOS) {
        queue.addLast(work);
        start();
        notifyAll();
        return;
      }
      busy = true;
      owner = Thread.currentThread();
    }
    carryOut(work);
  }

  @Override
  public void assist(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Runnable next;
      synchronized (this) {
        if (busy || queue.isEmpty()) {
          return;
        }
        next = queue.pollFirst();
        busy = true;
        owner = Thread.currentThread();
      }
      carryOut(next);
    }
  }

  private void carryOut(Runnable work) {
    try {
      work.run();
    } finally {
      synchronized (this) {
        busy = false;
        owner = null;
        // Waking the device's own thread for nothing would take a processor from the threads that share the next
        // kernel.
        if (!queue.isEmpty() || synchronizing > 0) {
          notifyAll();
        }
      }
    }
  }

  private void start() {
    if (worker == null) {
      worker = new Thread(null, this::loop, "cpu:" + id, 64L << 20);
      worker.setDaemon(true);
      worker.start();
    }
  }

  private void loop() {
    while (true) {
      Runnable next;
      synchronized (this) {
        while (queue.isEmpty() || busy) {
          if (closed && queue.isEmpty()) {
            worker = null;
            return;
          }
          try {
            wait();
          } catch (InterruptedException e) {
            continue;
          }
        }
        next = queue.pollFirst();
        busy = true;
        owner = Thread.currentThread();
      }
      carryOut(next);
    }
  }

  @Override
  public synchronized void synchronize() {
    synchronizing++;
    try {
      while (busy || !queue.isEmpty()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronizing--;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  @Override
  public String toString() {
    return "CpuDevice(id=" + id + ")";
  }
}
