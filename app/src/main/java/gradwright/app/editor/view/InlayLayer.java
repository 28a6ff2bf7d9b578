package gradwright.app.editor.view;

import gradwright.app.editor.marks.InlaysModel;
import gradwright.app.editor.marks.InlaysModel.Inlay;
import gradwright.app.editor.text.TextBuffer;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Dim text behind the ends of lines, drawn over the editor. It takes no mouse.
final class InlayLayer extends Pane {
  private static final double GAP = 24;

  private final CodeView code;
  private final LineBars bars;
  private final TextBuffer text;
  private final InlaysModel inlays;
  private boolean shown = true;
  private Font font = Font.getDefault();

  InlayLayer(CodeView code, LineBars bars, TextBuffer text, InlaysModel inlays) {
    this.code = code;
    this.bars = bars;
    this.text = text;
    this.inlays = inlays;
    setMouseTransparent(true);
    setPickOnBounds(false);
    getStyleClass().add("inlays");
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  /// Whether inlays are wanted.
  void setShown(boolean next) {
    shown = next;
    getChildren().forEach(c -> c.setVisible(false));
    requestLayout();
  }

  void setFont(Font next) {
    font = next;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    bars.place(text.lineAt(Math.min(code.selection().caret(), text.length())));
    if (!shown) {
      return;
    }
    if (inlays.isEmpty()) {
      getChildren().clear();
      return;
    }
    LineRange lines = code.visibleLines();
    int used = 0;
    for (int line = lines.first(); line < Math.min(lines.end(), text.lineCount()); line++) {
      if (code.isFolded(line) || text.lineEnd(line) == text.lineStart(line)) {
        continue;
      }
      Optional<Inlay> inlay = inlays.at(line);
      if (inlay.isEmpty()) {
        continue;
      }
      Optional<Bounds> end = code.bounds(text.lineEnd(line) - 1);
      if (end.isPresent()) {
        place(used++, inlay.get(), end.get());
      }
    }
    for (int i = used; i < getChildren().size(); i++) {
      getChildren().get(i).setVisible(false);
    }
  }

  private void place(int index, Inlay inlay, Bounds end) {
    while (getChildren().size() <= index) {
      Text fresh = new Text();
      fresh.setManaged(false);
      fresh.setTextOrigin(VPos.CENTER);
      getChildren().add(fresh);
    }
    if (getChildren().get(index) instanceof Text shown) {
      Point2D place = screenToLocal(end.getMaxX() + GAP, end.getCenterY());
      if (place == null) {
        return;
      }
      shown.setVisible(true);
      shown.setFont(font);
      shown.setText(inlay.text());
      shown.getStyleClass().setAll(inlay.stale() ? "stale-inlay" : "inlay");
      shown.setX(Math.round(place.getX()));
      shown.setY(Math.round(place.getY()));
    }
  }
}
