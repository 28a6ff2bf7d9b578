package gradwright.core.value;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;

/// A computation queued on a device. Arrays that it will fill wait on it.
public final class Pending {
  private final Device device;
  private volatile boolean done;
  private Throwable failure;

  /// A computation that was submitted to a device.
  public Pending(Device device) {
    this.device = device;
  }

  /// A computation that somebody else carries out.
  public Pending() {
    this(null);
  }

  public boolean isDone() {
    return done;
  }

  /// Whether it ended without a failure.
  public boolean hasSucceeded() {
    return done && failure == null;
  }

  public void complete() {
    finish(null);
  }

  public void fail(Throwable t) {
    finish(t);
  }

  private synchronized void finish(Throwable problem) {
    failure = problem;
    done = true;
    notifyAll();
  }

  /// Waits for the end of the computation; rethrows its failure. An interrupt cancels the wait.
  public void await() {
    if (!done && device != null) {
      device.assist(this::isDone);
    }
    if (!done) {
      sleep();
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

  private synchronized void sleep() {
    try {
      while (!done) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JaxError("KeyboardInterrupt", "interrupted while waiting for an array");
    }
  }
}
