package gradwright.protocol.rpc;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// The thread on which a session's listener is called, and the queue before it. The reader of the stream waits while the listener is
/// far behind, which in the end stops a script that prints faster than its console can show; everybody else never waits.
final class Deliveries {
  private static final int AHEAD = 32;

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(AHEAD);
  private volatile boolean unlimited;
  private volatile boolean closed;

  Deliveries() {
    Thread.ofVirtual().name("engine-session").start(this::deliver);
  }

  /// Queues a call of the listener from the stream's reader, waiting for room.
  void fromEngine(Runnable call) {
    if (unlimited || closed) {
      queue.add(call);
      return;
    }
    try {
      while (!room.tryAcquire(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        if (unlimited || closed) {
          queue.add(call);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    queue.add(() -> {
      try {
        call.run();
      } finally {
        room.release();
      }
    });
  }

  /// Queues a call behind all that came before it.
  void later(Runnable call) {
    queue.add(call);
  }

  /// Lets the reader go on without waiting, so that the end of a cancelled run is not held up by its output.
  void hurry(boolean on) {
    unlimited = on;
  }

  /// Ends the thread when the queue is empty.
  void close() {
    closed = true;
    queue.add(() -> {});
  }

  private void deliver() {
    while (!closed || !queue.isEmpty()) {
      try {
        queue.take().run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException ofListener) {
        // A listener that fails must not stop the next call.
        System.getLogger(Deliveries.class.getName())
            .log(System.Logger.Level.WARNING, "a session's listener failed", ofListener);
      }
    }
  }
}
