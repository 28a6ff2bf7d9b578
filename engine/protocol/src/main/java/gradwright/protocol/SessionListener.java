package gradwright.protocol;

/// What a session tells its client. Called on the session's own thread, one call at a time.
public interface SessionListener {
  /// Text that the script wrote, in order; many writes may come as one.
  void output(Stream stream, String text);

  /// What the engine did.
  void events(EventBatch batch);

  /// The script reads standard input and there is nothing left to read.
  default void inputWanted() {}

  /// The session came into another state.
  void state(State state);

  enum Stream {
    OUT,
    ERR
  }

  enum State {
    /// The engine is being started.
    STARTING,
    /// It waits for work.
    READY,
    RUNNING,
    /// The engine is gone; [EngineSession#restart] makes a new one.
    LOST,
    CLOSED
  }
}
