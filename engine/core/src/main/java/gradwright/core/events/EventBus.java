package gradwright.core.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Hands events to listeners; costs one field read when nobody listens.
public final class EventBus {
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean active;

  public boolean isActive() {
    return active;
  }

  /// Publishes the event that `make` gives, if anybody listens.
  public void publish(Supplier<? extends Event> make) {
    if (active) {
      Event e = make.get();
      listeners.forEach(l -> l.accept(e));
    }
  }

  /// Adds a listener; closing the result removes it.
  public Subscription subscribe(Consumer<Event> listener) {
    listeners.add(listener);
    active = true;
    return () -> {
      listeners.remove(listener);
      active = !listeners.isEmpty();
    };
  }

  /// A listener's registration.
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
