package gradwright.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param status the exit status that `python FILE` would have
/// @param failure what ended it, or null
public record RunOutcome(Ending ending, int status, long nanos, @Nullable Failure failure) {

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
