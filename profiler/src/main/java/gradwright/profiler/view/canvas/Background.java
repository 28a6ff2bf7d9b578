package gradwright.profiler.view.canvas;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;

/// Computes something for a view away from the window's thread, the newest request last, and never more than a quarter of
/// the time.
public final class Background<T> {
  private static final long LEAST_PAUSE_MILLIS = 40;

  private final Supplier<T> work;
  private final Consumer<T> show;
  private boolean running;
  private boolean again;
  private boolean active = true;
  private boolean stale;

  /// `work` runs on a thread of its own, `show` on the window's.
  public Background(Supplier<T> work, Consumer<T> show) {
    this.work = work;
    this.show = show;
  }

  /// Asks for a result that is newer than this call; any thread may.
  public synchronized void request() {
    if (!active) {
      stale = true;
    } else if (running) {
      again = true;
    } else {
      running = true;
      Thread.ofVirtual().name("profiler").start(this::run);
    }
  }

  /// Whether anybody sees the view: while nobody does, nothing is computed, and what was asked for meanwhile follows.
  public synchronized void setActive(boolean seen) {
    active = seen;
    if (seen && stale) {
      stale = false;
      request();
    }
  }

  private void run() {
    boolean more = true;
    while (more) {
      long start = System.nanoTime();
      boolean done = false;
      try {
        T result = work.get();
        Platform.runLater(() -> show.accept(result));
        done = true;
        Thread.sleep(Math.max(LEAST_PAUSE_MILLIS, 3 * (System.nanoTime() - start) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        synchronized (this) {
          more = again && done;
          running = more;
          again = false;
        }
      }
    }
  }
}
