package gradwright.python.serve;

import gradwright.python.script.OutsideInterrupt;
import gradwright.python.script.ScriptContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Stops a program that runs in an interpreter: the engine's Java loops, then Python by `KeyboardInterrupt`, which the program may
/// catch, and from outside where that is not answered. A program that answers nothing is the client's to end, with the process.
final class PythonInterrupt {
  private static final Signal INTERRUPT = new Signal("INT");
  private static final Duration TO_PYTHON = Duration.ofMillis(350);

  private final ScriptContext script;
  private final @Nullable SignalHandler python;
  private final OutsideInterrupt outside;
  private final AtomicBoolean exhausted;
  private boolean running;
  private boolean reporting;
  private boolean requested;

  private PythonInterrupt(ScriptContext script, AtomicBoolean exhausted, @Nullable SignalHandler python) {
    this.script = script;
    this.exhausted = exhausted;
    this.python = python;
    // A program that answers nothing is the client's to end.
    this.outside = new OutsideInterrupt(script, this::running, TO_PYTHON, () -> {});
  }

  /// Takes over Python's handler of the interrupt signal. The signal itself, which a terminal sends to all its processes, is the
  /// client's business and ignored here.
  ///
  /// @param support the module `_serve`
  static PythonInterrupt install(ScriptContext script, Value support) {
    AtomicBoolean exhausted = new AtomicBoolean();
    ProxyExecutable full = arguments -> exhausted.get() ? HeapWatch.message() : "";
    synchronized (PythonInterrupt.class) {
      support.invokeMember("take_interrupts", full);
      SignalHandler python = Signal.handle(INTERRUPT, signal -> {});
      // Where the process was started with the signal ignored, there is no handler to call.
      boolean callable = python != SignalHandler.SIG_IGN && python != SignalHandler.SIG_DFL;
      return new PythonInterrupt(script, exhausted, callable ? python : null);
    }
  }

  synchronized void begin() {
    running = true;
    reporting = false;
    requested = false;
    exhausted.set(false);
  }

  /// The program is over; what follows is the report of how it ended.
  synchronized void report() {
    reporting = true;
  }

  synchronized void end() {
    running = false;
  }

  /// Whether somebody asked the program to stop.
  synchronized boolean requested() {
    return requested;
  }

  /// Whether the program was stopped because the heap was full.
  boolean exhausted() {
    return exhausted.get();
  }

  /// Raises `MemoryError` in the running program; returns at once.
  void exhaust() {
    synchronized (this) {
      if (!running || reporting || requested) {
        return;
      }
      exhausted.set(true);
    }
    stop();
  }

  /// Asks the running program to stop; returns at once.
  void interrupt() {
    synchronized (this) {
      if (!running) {
        return;
      }
      requested = true;
      exhausted.set(false);
    }
    stop();
  }

  private void stop() {
    script.cancelHosts();
    SignalHandler handler = python;
    if (handler == null) {
      outside.interrupt();
    } else {
      handler.handle(INTERRUPT);
      outside.expectAnswer();
    }
  }

  private synchronized boolean running() {
    return running;
  }
}
