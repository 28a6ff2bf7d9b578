package gradwright.app.editor.text;

/// Replace `start` to `end` with `with`, then select `after`.
public record Change(int start, int end, String with, Selection after) {
  /// Makes the change in a text, as one step of undo.
  public void applyTo(TextModel text, Selection before) {
    text.replace(start, end, with, before, after);
  }
}
