package gradwright.python.events;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.python.bridge.EngineHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;

/// Runs scripts in this JVM with somebody listening.
final class Listening {
  private static final long STACK = 256L << 20;
  private static final Engine SHARED =
      Engine.newBuilder("python").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false").build();

  private Listening() {}

  /// What is asked while the script's engine still lives.
  @FunctionalInterface
  interface Question<T> {
    T ask(EngineHost host, EventTranslator events) throws Exception;
  }

  /// Runs a script to its end and asks.
  static <T> T after(Path file, String text, Question<T> question) throws IOException {
    Files.writeString(file, text);
    return onScriptThread(() -> {
      try (Context context = open()) {
        EngineHost host = new EngineHost();
        host.install(context);
        try (EventTranslator events = new EventTranslator(host.engine())) {
          context.eval(Source.newBuilder("python", file.toFile()).name(file.toString()).build());
          return question.ask(host, events);
        } finally {
          host.close();
        }
      }
    });
  }

  static Context open() throws Exception {
    URL found = Objects.requireNonNull(EngineHost.class.getResource("/gradwright/python/lib/_gradwright.py"));
    Path library = Objects.requireNonNull(Path.of(found.toURI()).getParent());
    return Context.newBuilder("python")
        .engine(SHARED)
        .allowAllAccess(true)
        .allowExperimentalOptions(true)
        .out(new ByteArrayOutputStream())
        .option("python.PythonPath", library.toString())
        .option("python.WarnExperimentalFeatures", "false")
        .build();
  }

  static <T extends EngineEvent> List<T> of(Class<T> kind, EventBatch batch) {
    List<T> all = new ArrayList<>();
    for (EngineEvent e : batch.events()) {
      if (kind.isInstance(e)) {
        all.add(kind.cast(e));
      }
    }
    return all;
  }

  static <T> T onScriptThread(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(null, task, "script", STACK);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
