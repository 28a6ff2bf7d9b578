package gradwright.profiler.focus;

import gradwright.protocol.Place;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// What is looked at now, shared by all panels of a window. Used on one thread, the window's.
public final class FocusModel {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private Focus focus = new Focus.None();
  private Function<Focus, Place> places = _ -> Place.UNKNOWN;

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

  /// Lets the panel that knows it tell where equations and kernels were written.
  public void setPlaces(Function<Focus, Place> known) {
    places = known;
  }

  /// Where the equation or kernel that is looked at was written; unknown for anything else and where nobody knows.
  public Place place() {
    return switch (focus) {
      case Focus.OfEquation _, Focus.OfKernel _ -> places.apply(focus);
      case Focus.Line _, Focus.None _ -> Place.UNKNOWN;
    };
  }

  /// Adds a listener; running the result removes it.
  public Runnable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
