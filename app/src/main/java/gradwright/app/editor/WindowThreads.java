package gradwright.app.editor;

import gradwright.app.editor.document.EditorThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// Work on virtual threads, results on JavaFX's thread.
public final class WindowThreads implements EditorThreads {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("editor-clock").factory());

  @Override
  public void background(Runnable work) {
    Thread.ofVirtual().name("editor-work").start(work);
  }

  @Override
  public void window(Runnable work) {
    Platform.runLater(work);
  }

  @Override
  public Runnable after(Duration delay, Runnable work) {
    ScheduledFuture<?> future = clock.schedule(() -> Platform.runLater(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }
}
