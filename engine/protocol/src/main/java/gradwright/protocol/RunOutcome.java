package gradwright.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param status the exit status that `python FILE` would have
/// @param failure what ended it, or null
/// @param spent whether what the program left fills the engine's memory, so that another engine has to take its place
public record RunOutcome(Ending ending, int status, long nanos, @Nullable Failure failure, boolean spent) {

  /// The outcome of a program that leaves the engine fit for another one.
  public RunOutcome(Ending ending, int status, long nanos, @Nullable Failure failure) {
    this(ending, status, nanos, failure, false);
  }

  /// The same outcome, of a program that leaves no room for another one.
  public RunOutcome leavingNoRoom() {
    return new RunOutcome(ending, status, nanos, failure, true);
  }

  public enum Ending {
    FINISHED,
    FAILED,
    CANCELLED,
    /// The engine's process ended: a native fault, memory exhausted, or killed.
    ENGINE_LOST
  }

  /// An uncaught error: Python's class and message, and the user's frames, innermost first. Of a lost engine, `message` tells
  /// how its process ended and what it did last.
  public record Failure(String type, String message, List<Place.Frame> frames) {}
}
