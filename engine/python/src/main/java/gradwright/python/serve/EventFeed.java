package gradwright.python.serve;

import gradwright.protocol.EventBatch;
import gradwright.python.script.ScriptContext;

/// The events of an interpreter's engine.
final class EventFeed implements AutoCloseable {
  private EventFeed() {}

  static EventFeed of(ScriptContext script) {
    return new EventFeed();
  }

  /// What happened since the last call.
  EventBatch drain() {
    return Pump.none();
  }

  @Override
  public void close() {}
}
