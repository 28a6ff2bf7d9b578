package gradwright.protocol.rpc;

import gradwright.protocol.EngineSession;
import gradwright.protocol.SessionListener;

/// Sessions whose engine is a process on this machine. A native fault, exhausted memory or `kill -9` ends that process only, and the run
/// ends with [gradwright.protocol.RunOutcome.Ending#ENGINE_LOST] and an account of how.
public final class WorkerSession {
  private WorkerSession() {}

  /// Starts a worker and gives the session with it at once, in state `STARTING`.
  public static EngineSession start(WorkerCommand command, SessionListener listener) {
    return RemoteSession.start(environment -> ProcessLink.start(command, environment), listener);
  }
}
