package gradwright.app.editor.view;

import javafx.geometry.Point2D;
import javafx.scene.layout.Region;

/// The background of the caret's line, gutter included, behind the text. Placed by the layer above the text, which is laid
/// out after it.
final class CurrentLine extends Region {
  private final Region bar = new Region();
  private final CodeView code;

  CurrentLine(CodeView code) {
    this.code = code;
    setMouseTransparent(true);
    bar.setManaged(false);
    bar.getStyleClass().add("current-line");
    getStyleClass().add("behind");
    getChildren().add(bar);
  }

  /// Puts the bar where the line is now.
  void place(int line) {
    code.lineBounds(line)
        .ifPresentOrElse(
            bounds -> {
              Point2D top = screenToLocal(bounds.getMinX(), bounds.getMinY());
              bar.setVisible(top != null);
              if (top != null) {
                bar.resizeRelocate(0, Math.round(top.getY()), getWidth(), Math.round(bounds.getHeight()));
              }
            },
            () -> bar.setVisible(false));
  }
}
