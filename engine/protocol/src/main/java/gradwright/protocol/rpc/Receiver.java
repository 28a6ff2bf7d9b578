package gradwright.protocol.rpc;

import gradwright.protocol.EventBatch;
import gradwright.protocol.SessionListener;

/// What one engine says, on the stream's thread, on its way to whoever listens to the session.
final class Receiver implements EngineClient {
  private final SessionListener listener;
  private final Deliveries deliveries;
  private final LastAct lastAct;
  private volatile boolean retired;

  Receiver(SessionListener listener, Deliveries deliveries, LastAct lastAct) {
    this.listener = listener;
    this.deliveries = deliveries;
    this.lastAct = lastAct;
  }

  /// Another engine takes this one's place: what it still says is of no interest.
  void retire() {
    retired = true;
  }

  @Override
  public void output(Output output) {
    if (!retired) {
      deliveries.fromEngine(() -> listener.output(output.stream(), output.text()));
    }
  }

  @Override
  public void events(EventBatch batch) {
    if (!retired) {
      lastAct.see(batch);
      deliveries.fromEngine(() -> listener.events(batch));
    }
  }

  @Override
  public void inputWanted() {
    if (!retired) {
      deliveries.later(listener::inputWanted);
    }
  }
}
