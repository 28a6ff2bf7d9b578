package gradwright.profiler.recompile;

import org.jspecify.annotations.Nullable;

/// What to do about a repeated compilation.
///
/// @param title one line
/// @param text why it happens and what helps, in plain words
/// @param example lines of Python that show the cure, empty where words are enough
/// @param fix the edit that makes it, or null where none is certain to be right
public record Advice(Topic topic, String title, String text, String example, @Nullable QuickFix fix) {

  public enum Topic {
    HOIST,
    STATIC_ARGUMENT,
    SHAPE,
    DTYPE,
    STRUCTURE,
    CONFIGURATION
  }
}
