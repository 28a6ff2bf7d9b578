package gradwright.python.script;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Interrupts a program from outside where Python does not take up an interrupt that it was given.
public final class OutsideInterrupt {
  private static final Duration FROM_OUTSIDE = Duration.ofMillis(300);

  private final ScriptContext script;
  private final BooleanSupplier running;
  private final Duration patience;
  private final Runnable stuck;

  /// @param running whether the program that is to be interrupted has not ended
  /// @param patience how long Python may take to come to a point where it sees interrupts
  /// @param stuck is called where the program does not answer this either
  public OutsideInterrupt(ScriptContext script, BooleanSupplier running, Duration patience, Runnable stuck) {
    this.script = script;
    this.running = running;
    this.patience = patience;
    this.stuck = stuck;
  }

  /// Waits for Python's answer to an interrupt that was sent; returns at once.
  public void expectAnswer() {
    inBackground(this::awaitAnswer);
  }

  /// Interrupts the program; returns at once.
  public void interrupt() {
    inBackground(this::fromOutside);
  }

  /// Another thread can enter Python only when the program comes to a point where it also sees interrupts, so entering is the proof that
  /// it has seen this one.
  private void awaitAnswer() {
    Thread probe =
        inBackground(() -> {
          try {
            script.enter();
          } catch (RuntimeException ended) {
            // The program has ended meanwhile, which answers as well.
          }
        });
    try {
      if (!probe.join(patience)) {
        fromOutside();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fromOutside() {
    if (!running.getAsBoolean()) {
      return;
    }
    try {
      script.context().interrupt(FROM_OUTSIDE);
    } catch (TimeoutException | RuntimeException unanswered) {
      stuck.run();
    }
  }

  private static Thread inBackground(Runnable task) {
    return Thread.ofPlatform().daemon().name("interrupt").start(task);
  }
}
