package gradwright.app.editor;

import gradwright.app.editor.document.EditorThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/// All work on the test's thread, when it says so; time passes when it says so.
public final class ManualThreads implements EditorThreads {
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final List<Later> later = new ArrayList<>();
  private long now;

  private record Later(long when, Runnable work) {}

  @Override
  public void background(Runnable work) {
    ready.add(work);
  }

  @Override
  public void window(Runnable work) {
    ready.add(work);
  }

  @Override
  public Runnable after(Duration delay, Runnable work) {
    Later one = new Later(now + delay.toMillis(), work);
    later.add(one);
    return () -> later.remove(one);
  }

  /// Runs all that is ready, and what that makes ready.
  public void settle() {
    for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
      next.run();
    }
  }

  /// Lets time pass.
  public void pass(long millis) {
    long until = now + millis;
    settle();
    while (true) {
      Later first =
          later.stream().filter(l -> l.when() <= until).min(Comparator.comparingLong(Later::when)).orElse(null);
      if (first == null) {
        now = until;
        return;
      }
      later.remove(first);
      now = first.when();
      first.work().run();
      settle();
    }
  }
}
