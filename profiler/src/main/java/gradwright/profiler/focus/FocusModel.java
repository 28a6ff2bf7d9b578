package gradwright.profiler.focus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What is looked at now, shared by all panels of a window. Used on one thread, the window's.
public final class FocusModel {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private Focus focus = new Focus.None();

  /// Told after the focus has changed; `origin` is the panel that changed it, which need not scroll itself.
  @FunctionalInterface
  public interface Listener {
    void changed(Focus focus, Object origin);
  }

  public Focus focus() {
    return focus;
  }

  public void set(Focus next, Object origin) {
    if (!next.equals(focus)) {
      focus = next;
      listeners.forEach(l -> l.changed(next, origin));
    }
  }

  /// Adds a listener; running the result removes it.
  public Runnable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
