package gradwright.protocol.rpc;

import gradwright.protocol.EventBatch;
import gradwright.protocol.SessionListener;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;

/// What an engine tells its client unasked.
public interface EngineClient {
  @JsonNotification
  void output(Output output);

  @JsonNotification
  void events(EventBatch batch);

  @JsonNotification
  void inputWanted();

  /// Text that the script wrote.
  record Output(SessionListener.Stream stream, String text) {}
}
