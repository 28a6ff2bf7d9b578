package gradwright.core.value;

import gradwright.core.errors.JaxError;
import java.util.concurrent.CountDownLatch;

/// A computation queued on a device. Arrays that it will fill wait on it.
public final class Pending {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Throwable failure;

  public boolean isDone() {
    return done.getCount() == 0;
  }

  /// Whether it ended without a failure.
  public boolean hasSucceeded() {
    return isDone() && failure == null;
  }

  public void complete() {
    done.countDown();
  }

  public void fail(Throwable t) {
    failure = t;
    done.countDown();
  }

  /// Waits for the end of the computation; rethrows its failure. An interrupt cancels the wait.
  public void await() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JaxError("KeyboardInterrupt", "interrupted while waiting for an array");
    }
    Throwable f = failure;
    if (f instanceof RuntimeException e) {
      throw e;
    }
    if (f instanceof Error e) {
      throw e;
    }
    if (f != null) {
      throw new IllegalStateException(f);
    }
  }
}
