package gradwright.app.editor.view;

import gradwright.app.editor.marks.TrackedLines;
import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.TextBuffer;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;

/// The backgrounds of the caret's line and of the line that all panels look at, behind the text. They are placed by the layer above
/// the text, which is laid out after it. A style of the line itself would make the text area build the line anew.
final class LineBars extends Region {
  private final Region current = bar("current-line");
  private final Region focus = bar("focus-line");
  private final TrackedLines<Boolean> focused = new TrackedLines<>();
  private final CodeView code;

  LineBars(CodeView code) {
    this.code = code;
    setMouseTransparent(true);
    getStyleClass().add("behind");
    getChildren().addAll(current, focus);
  }

  private static Region bar(String style) {
    Region bar = new Region();
    bar.setManaged(false);
    bar.setVisible(false);
    bar.getStyleClass().add(style);
    return bar;
  }

  /// Follows an edit that the text has already taken.
  void follow(Edit edit, TextBuffer text) {
    focused.follow(edit, text);
  }

  /// Marks a 0-based line as looked at, instead of the last.
  void setFocus(int line) {
    focused.clear();
    focused.add(line, true);
  }

  void clearFocus() {
    focused.clear();
  }

  /// The 0-based line that is looked at; -1 for none.
  int focusLine() {
    return focused.lines().stream().findFirst().orElse(-1);
  }

  /// Puts the bars where their lines are now.
  void place(int caretLine) {
    place(current, caretLine);
    place(focus, focusLine());
  }

  private void place(Region bar, int line) {
    Point2D top = null;
    double height = 0;
    if (line >= 0) {
      var bounds = code.lineBounds(line);
      top = bounds.map(b -> screenToLocal(b.getMinX(), b.getMinY())).orElse(null);
      height = bounds.map(b -> b.getHeight()).orElse(0.0);
    }
    bar.setVisible(top != null);
    if (top != null) {
      bar.resizeRelocate(0, Math.round(top.getY()), getWidth(), Math.round(height));
    }
  }
}
