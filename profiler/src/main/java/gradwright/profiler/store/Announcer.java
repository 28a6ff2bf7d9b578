package gradwright.profiler.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells listeners that something happened, many happenings at once: the first is told of after a short wait, and those
/// that come in the meantime with it.
final class Announcer {
  private static final long WAIT_MILLIS = 30;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean waiting = new AtomicBoolean();

  void announce() {
    if (!listeners.isEmpty() && waiting.compareAndSet(false, true)) {
      Thread.ofVirtual().name("announcer").start(this::tellSoon);
    }
  }

  private void tellSoon() {
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Before the listeners look, so that what comes while they look is told of again.
    waiting.set(false);
    listeners.forEach(Runnable::run);
  }

  Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
