package gradwright.app.editor.document;

import java.util.ArrayDeque;
import java.util.Queue;

/// Works in the background, one after the other in the order they were given.
final class Sequence {
  private final EditorThreads threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean working;

  Sequence(EditorThreads threads) {
    this.threads = threads;
  }

  void add(Runnable work) {
    synchronized (waiting) {
      waiting.add(work);
      if (working) {
        return;
      }
      working = true;
    }
    threads.background(this::drain);
  }

  private void drain() {
    while (true) {
      Runnable next;
      synchronized (waiting) {
        Runnable first = waiting.poll();
        if (first == null) {
          working = false;
          waiting.notifyAll();
          return;
        }
        next = first;
      }
      try {
        next.run();
      } catch (RuntimeException e) {
        System.getLogger(Sequence.class.getName()).log(System.Logger.Level.ERROR, "Background work failed", e);
      }
    }
  }

  /// Waits until all work given so far is done, at most `millis`.
  void await(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    synchronized (waiting) {
      while (working) {
        long rest = (until - System.nanoTime()) / 1_000_000;
        if (rest <= 0) {
          return;
        }
        waiting.wait(rest);
      }
    }
  }
}
