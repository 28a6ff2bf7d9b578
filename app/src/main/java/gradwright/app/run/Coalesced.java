package gradwright.app.run;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Work of the window that may be asked for a million times a second and is done at most once for each turn of its thread.
public final class Coalesced {
  private final Executor window;
  private final Runnable work;
  private final AtomicBoolean asked = new AtomicBoolean();

  /// @param window runs tasks on the window's thread, later
  public Coalesced(Executor window, Runnable work) {
    this.window = window;
    this.work = work;
  }

  /// From any thread.
  public void request() {
    if (asked.compareAndSet(false, true)) {
      window.execute(() -> {
        asked.set(false);
        work.run();
      });
    }
  }
}
