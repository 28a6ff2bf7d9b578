package gradwright.app.run;

import gradwright.protocol.EngineSession;
import gradwright.protocol.SessionListener;

/// Starts an engine: a worker process in the product, something smaller in tests.
@FunctionalInterface
public interface EngineStarter {
  /// Returns soon; the session says when it is ready.
  ///
  /// @throws Exception when it cannot be started at all; the message is for a person
  EngineSession start(SessionListener listener) throws Exception;
}
