package gradwright.python.cli;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C. The first one raises `KeyboardInterrupt` in Python and stops the engine's Java loops; where Python does not
/// answer in time, or the user presses again, the script is interrupted from outside.
final class Interrupts {
  private static final Signal INTERRUPT = new Signal("INT");
  private static final Duration GRACE = Duration.ofMillis(700);
  private static final int STATUS = 130;

  private final ScriptContext script;
  private final SignalHandler python;
  private final AtomicInteger pressed = new AtomicInteger();
  private volatile boolean answered;
  private volatile boolean finished;

  private Interrupts(ScriptContext script, SignalHandler python) {
    this.script = script;
    this.python = python;
  }

  /// Puts itself before the handler that the interpreter has installed.
  static Interrupts watch(ScriptContext script) {
    SignalHandler python = Signal.handle(INTERRUPT, SignalHandler.SIG_DFL);
    Interrupts interrupts = new Interrupts(script, python);
    Signal.handle(INTERRUPT, signal -> interrupts.pressed());
    return interrupts;
  }

  /// Python has seen the interrupt: the script's own handlers decide what happens next.
  void answered() {
    answered = true;
  }

  /// The script has ended; a further interrupt ends the process.
  void finished() {
    finished = true;
  }

  private void pressed() {
    int count = pressed.incrementAndGet();
    if (finished || count > 2) {
      Runtime.getRuntime().halt(STATUS);
    }
    script.cancelHosts();
    python.handle(INTERRUPT);
    if (count == 2) {
      start("gradwright interrupt", this::force);
    }
  }

  private void force() {
    try {
      script.context().interrupt(GRACE);
    } catch (TimeoutException stuck) {
      Runtime.getRuntime().halt(STATUS);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
