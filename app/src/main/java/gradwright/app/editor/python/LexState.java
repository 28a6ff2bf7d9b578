package gradwright.app.editor.python;

import org.jspecify.annotations.Nullable;

/// What a line needs to know of the lines before it.
///
/// @param frame the string, or the replacement field of an f-string, that is open; null in plain code
/// @param depth how many brackets are open in plain code
/// @param joined whether the line before ended with a backslash
public record LexState(@Nullable Frame frame, int depth, boolean joined) {
  public static final LexState START = new LexState(null, 0, false);

  /// Whether a new statement begins here.
  public boolean isStatement() {
    return frame == null && depth == 0 && !joined;
  }

  /// Whether the line begins inside a string's text.
  public boolean isInString() {
    return frame != null && frame.place() != Place.FIELD;
  }

  /// Where in a string.
  public enum Place {
    TEXT,
    /// In a replacement field.
    FIELD,
    /// In a field's format, after its colon.
    FORMAT
  }

  /// An open string or replacement field. `depth` counts brackets open in the field.
  public record Frame(
      @Nullable Frame outer, Place place, char quote, boolean triple, boolean raw, boolean formatted, int depth) {
    Frame in(Place next) {
      return new Frame(this, next, quote, triple, raw, formatted, 0);
    }

    Frame withPlace(Place next) {
      return new Frame(outer, next, quote, triple, raw, formatted, 0);
    }

    Frame withDepth(int next) {
      return new Frame(outer, place, quote, triple, raw, formatted, next);
    }
  }
}
