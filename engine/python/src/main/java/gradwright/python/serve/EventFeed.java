package gradwright.python.serve;

import gradwright.protocol.EventBatch;
import gradwright.protocol.Insight;
import gradwright.protocol.Program;
import gradwright.python.bridge.EngineHost;
import gradwright.python.events.EventTranslator;
import gradwright.python.events.ProgramStages;
import gradwright.python.events.ValueTypes;
import gradwright.python.script.ScriptContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The events of an interpreter's engine, from the start of its program on.
final class EventFeed implements AutoCloseable {
  private final ScriptContext script;
  private final long origin;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private @Nullable EventTranslator translator;

  /// @param origin the time from which events count, of `System.nanoTime`
  EventFeed(ScriptContext script, long origin) {
    this.script = script;
    this.origin = origin;
  }

  /// Begins to listen, where it does not yet.
  synchronized void begin() {
    if (translator == null) {
      translator = new EventTranslator(script.host(EngineHost.class).engine(), origin);
    }
  }

  /// Remembers a text that was run and is in no file.
  void show(String file, String text) {
    texts.put(file, text);
  }

  private synchronized @Nullable EventTranslator translator() {
    return translator;
  }

  /// What happened since the last call.
  EventBatch drain() {
    EventTranslator listening = translator();
    return listening == null ? Pump.none() : listening.drain();
  }

  /// The stages of a program.
  ///
  /// @throws gradwright.protocol.SessionException when it is not kept
  Program program(int id) {
    EventTranslator listening = translator();
    if (listening == null) {
      throw new gradwright.protocol.SessionException("Nothing has been traced.");
    }
    return new ProgramStages(listening).program(id);
  }

  /// Types of the values that were traced.
  List<Insight.ValueType> valueTypes() {
    EventTranslator listening = translator();
    return listening == null ? List.of() : new ValueTypes(listening, texts::get).types();
  }

  @Override
  public synchronized void close() {
    if (translator != null) {
      translator.close();
    }
  }
}
