package gradwright.core.device;

import java.util.ArrayDeque;

/// A CPU device: an ordered queue of work on one daemon thread. Short work runs at once on the caller's thread when the
/// queue is empty, because a hand-over costs more than it saves. So does longer work of a caller that seems to wait for each piece
/// before it submits the next; now and then a piece is queued all the same, to see whether the next comes before its end.
public final class CpuDevice implements Device {
  private static final long INLINE_NANOS = 200_000;
  private static final long LONGEST_INLINE_NANOS = 20_000_000;
  private static final int PATIENT = 3; // pieces submitted after the end of the one before
  private static final int TRIAL = 16;

  private final int id;
  private final Memory memory;
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private boolean busy;
  private int waitedFor;
  private volatile Thread owner;
  private Thread worker;
  private boolean closed;

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
      if (!isInline(expectedNanos)) {
        queue.addLast(work);
        start();
        notifyAll();
        return;
      }
      busy = true;
      owner = Thread.currentThread();
    }
    try {
      work.run();
    } finally {
      synchronized (this) {
        busy = false;
        owner = null;
        notifyAll();
      }
    }
  }

  private boolean isInline(long expectedNanos) {
    if (busy || !queue.isEmpty()) {
      waitedFor = 0;
      return false;
    }
    if (expectedNanos <= INLINE_NANOS) {
      return true;
    }
    waitedFor++;
    return waitedFor > PATIENT && waitedFor % TRIAL != 0 && expectedNanos <= LONGEST_INLINE_NANOS;
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
      try {
        next.run();
      } finally {
        synchronized (this) {
          busy = false;
          owner = null;
          notifyAll();
        }
      }
    }
  }

  @Override
  public synchronized void synchronize() {
    while (busy || !queue.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
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
