package gradwright.core.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands events to listeners; costs one field read when nobody listens. Runs of kernels are too many for events: a
/// [Recorder] notes them.
public final class EventBus {
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean active;

  /// Read once a run of a program, so it is a plain field: a run may miss a recorder that another thread has just begun.
  private @Nullable Recorder recorder;

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

  /// Adds a listener; closing the result removes it. It is called on the threads that do the work, and must be quick.
  public Subscription subscribe(Consumer<Event> listener) {
    listeners.add(listener);
    active = true;
    return () -> {
      listeners.remove(listener);
      active = !listeners.isEmpty();
    };
  }

  /// Who notes runs of kernels, or null.
  public @Nullable Recorder recorder() {
    return recorder;
  }

  /// Begins to note runs of kernels, at most `capacity` of each device between two takes.
  ///
  /// @throws IllegalStateException when somebody records already
  public synchronized Recorder record(Numbers numbers, int capacity) {
    if (recorder != null) {
      throw new IllegalStateException("somebody records the runs of this engine's kernels already");
    }
    Recorder r = new Recorder(this, numbers, capacity);
    recorder = r;
    return r;
  }

  synchronized void stopRecording(Recorder r) {
    if (recorder == r) {
      recorder = null;
    }
  }

  /// A listener's registration.
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
