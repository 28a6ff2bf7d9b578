package gradwright.app.editor.text;

/// Where the caret is, and where the selection was begun; equal when nothing is selected.
public record Selection(int anchor, int caret) {
  public static Selection at(int caret) {
    return new Selection(caret, caret);
  }

  public int start() {
    return Math.min(anchor, caret);
  }

  public int end() {
    return Math.max(anchor, caret);
  }

  public boolean isEmpty() {
    return anchor == caret;
  }
}
