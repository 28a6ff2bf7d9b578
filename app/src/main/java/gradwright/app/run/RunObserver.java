package gradwright.app.run;

import gradwright.protocol.EventBatch;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionListener.Stream;

/// What panels are told of runs. `output` and `events` come on the session's thread as fast as the script makes them; the
/// others on the window's.
public interface RunObserver {
  default void engineStarted() {}

  /// A script or a selection begins.
  default void runStarted(RunRequest request) {}

  default void output(Stream stream, String text) {}

  default void events(EventBatch batch) {}

  default void inputWanted() {}

  /// A script, a selection or a line of the prompt has ended.
  default void runEnded(RunOutcome outcome) {}
}
