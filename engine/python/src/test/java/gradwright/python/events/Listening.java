package gradwright.python.events;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.python.EmbeddedPython;
import gradwright.python.bridge.EngineHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;

/// Runs scripts in this JVM with somebody listening.
final class Listening {
  private static final Engine SHARED = EmbeddedPython.engine();

  private Listening() {}

  /// What is asked while the script's engine still lives.
  @FunctionalInterface
  interface Question<T> {
    T ask(EngineHost host, EventTranslator events) throws Exception;
  }

  /// Runs a script to its end and asks.
  static <T> T after(Path file, String text, Question<T> question) throws IOException {
    Files.writeString(file, text);
    return EmbeddedPython.onScriptThread(() -> {
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

  static Context open() {
    return EmbeddedPython.open(SHARED);
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
}
