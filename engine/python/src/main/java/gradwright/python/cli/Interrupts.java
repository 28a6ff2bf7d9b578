package gradwright.python.cli;

import gradwright.python.script.OutsideInterrupt;
import gradwright.python.script.ScriptContext;
import gradwright.python.script.ScriptContext.Ending;
import java.time.Duration;
import org.graalvm.polyglot.Source;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C.
///
/// While a program runs, an interrupt stops the engine's Java loops and raises `KeyboardInterrupt` in Python, where
/// the program may catch it. If Python does not come to it in time, or the user insists, the program is interrupted
/// from outside; code that does not answer that either ends with the process.
final class Interrupts {
  private static final Signal INTERRUPT = new Signal("INT");
  private static final Duration TO_PYTHON = Duration.ofMillis(600);
  private static final int STATUS = 130;

  private final ScriptContext script;
  private final Terminal terminal;
  private final SignalHandler python;
  private final Runnable whenIdle;
  private final OutsideInterrupt outside;
  private boolean running;
  private int pressed;

  private Interrupts(ScriptContext script, Terminal terminal, SignalHandler python, Runnable whenIdle) {
    this.script = script;
    this.terminal = terminal;
    this.python = python;
    this.whenIdle = whenIdle;
    this.outside = new OutsideInterrupt(script, this::running, TO_PYTHON, this::stuck);
  }

  /// Until a script is there to be told, an interrupt ends the process.
  static void endTheProcess() {
    Signal.handle(INTERRUPT, signal -> halt());
  }

  /// Lets Python install its handler, and puts itself before it.
  ///
  /// @param whenIdle what an interrupt does while no program runs
  static Interrupts watch(ScriptContext script, Terminal terminal, Runnable whenIdle) {
    script.takeInterrupts();
    SignalHandler python = Signal.handle(INTERRUPT, signal -> halt());
    Interrupts interrupts = new Interrupts(script, terminal, python, whenIdle);
    Signal.handle(INTERRUPT, signal -> interrupts.pressed());
    return interrupts;
  }

  /// Ends the process at once, as a shell expects of an interrupted program.
  static void halt() {
    Runtime.getRuntime().halt(STATUS);
  }

  /// Runs `source` so that it can be interrupted, and tells how it ended.
  Ending run(Source source) {
    synchronized (this) {
      running = true;
      pressed = 0;
    }
    try {
      return script.run(source, this::wasPressed);
    } finally {
      synchronized (this) {
        running = false;
      }
    }
  }

  private synchronized boolean wasPressed() {
    return pressed > 0;
  }

  private void pressed() {
    int count;
    synchronized (this) {
      if (!running) {
        whenIdle.run();
        return;
      }
      count = ++pressed;
    }
    script.cancelHosts();
    switch (count) {
      case 1 -> {
        python.handle(INTERRUPT);
        outside.expectAnswer();
      }
      case 2 -> outside.interrupt();
      default -> halt();
    }
  }

  private synchronized boolean running() {
    return running;
  }

  private void stuck() {
    terminal.error("KeyboardInterrupt");
    halt();
  }
}
