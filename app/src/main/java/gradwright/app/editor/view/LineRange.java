package gradwright.app.editor.view;

/// Lines from `first` to `end` (exclusive).
public record LineRange(int first, int end) {
  static final LineRange NONE = new LineRange(0, 0);

  public boolean isEmpty() {
    return first >= end;
  }

  public boolean contains(int line) {
    return first <= line && line < end;
  }

  /// With `margin` lines before and after it, as far as a text of `lineCount` lines has them.
  LineRange widened(int margin, int lineCount) {
    return new LineRange(Math.max(0, first - margin), Math.min(lineCount, end + margin));
  }
}
