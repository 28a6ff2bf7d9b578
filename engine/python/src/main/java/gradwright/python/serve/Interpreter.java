package gradwright.python.serve;

import gradwright.python.bridge.EngineHost;
import gradwright.python.script.CacheFolders;
import gradwright.python.script.Program;
import gradwright.python.script.ScriptContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;

/// A Python interpreter on a thread of its own, with the `jax` package loaded: it waits for a program, runs it, and then holds the
/// program's names for questions.
final class Interpreter {
  /// Deep enough for Python's recursion limit many times over; endless recursion that goes deeper only fills the heap with its traceback.
  private static final long STACK = 64L << 20;

  /// Bytes of arrays that are worth a collection.
  private static final long LARGE = 64L << 20;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> {
        Thread script = new Thread(null, task, "script", STACK);
        script.setDaemon(true);
        return script;
      });
  private final CompletableFuture<Open> open;

  /// What an open interpreter consists of.
  ///
  /// @param support the module `_serve`
  record Open(ScriptContext script, Value support, PythonInterrupt interrupt, EventFeed events) {}

  private Interpreter(Engine engine, ScriptContext.Streams streams, CacheFolders caches, long origin) {
    open =
        CompletableFuture.supplyAsync(
            () -> {
              ScriptContext script = ScriptContext.open(engine, new Program.Interactive(), streams, caches);
              Value support = script.module("_serve");
              PythonInterrupt interrupt = PythonInterrupt.install(script, support);
              return new Open(script, support, interrupt, new EventFeed(script, origin));
            },
            thread);
  }

  /// Starts to open an interpreter.
  ///
  /// @param origin the time from which its events count, of `System.nanoTime`
  static Interpreter start(Engine engine, ScriptContext.Streams streams, CacheFolders caches, long origin) {
    return new Interpreter(engine, streams, caches, origin);
  }

  /// Completes when the interpreter is ready for a program.
  CompletableFuture<Open> ready() {
    return open;
  }

  /// Does something on the interpreter's thread, after all that was asked before.
  <R> CompletableFuture<R> ask(Function<Open, R> question) {
    return open.thenApplyAsync(question, thread);
  }

  /// Gives everything up: threads that the program left are stopped, its names are gone. Completes when its arrays' memory is free.
  CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = open.thenAcceptAsync(Interpreter::abandon, thread);
    thread.shutdown();
    return closed;
  }

  private static void abandon(Open opened) {
    long held = opened.script.host(EngineHost.class).engine().defaultDevice().memory().liveBytes();
    opened.events.close();
    opened.script.abandon();
    if (held > LARGE) {
      // Small Java objects hold it, so the collector would see no reason to come before the next program needs the
      // memory.
      System.gc();
    }
  }
}
