package gradwright.python.serve;

import gradwright.protocol.EngineSession;

/// The table of sessions, with the engine in this JVM.
class InProcessSessionTest extends SessionTable {
  @Override
  EngineSession start(Recorder listener) {
    return InProcessSession.start(listener);
  }
}
