package gradwright.profiler.view.canvas;

import gradwright.profiler.timeline.SliceFacts.Fact;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// A small card with facts, beside the pointer.
public final class HoverCard extends VBox {
  private static final double AWAY = 14;

  private final Label title = new Label();
  private final GridPane grid = new GridPane();

  public HoverCard() {
    getStyleClass().add("gw-card");
    getStylesheets().add(ThemedCanvas.stylesheet());
    setMouseTransparent(true);
    setManaged(false);
    setVisible(false);
    setSpacing(4);
    title.getStyleClass().add("title");
    grid.setHgap(10);
    grid.setVgap(1);
    getChildren().addAll(title, grid);
  }

  /// Shows facts.
  public void show(String name, List<Fact> facts) {
    title.setText(name);
    grid.getChildren().clear();
    for (int i = 0; i < facts.size(); i++) {
      Label key = new Label(facts.get(i).name());
      key.getStyleClass().add("key");
      Label value = new Label(facts.get(i).value());
      value.getStyleClass().add("value");
      grid.addRow(i, key, value);
    }
    setVisible(true);
    applyCss();
    autosize();
  }

  public void hide() {
    setVisible(false);
  }

  /// Puts the card beside a point, within an area.
  public void placeBeside(double x, double y, double areaWidth, double areaHeight) {
    double left = x + AWAY + getWidth() <= areaWidth ? x + AWAY : x - AWAY - getWidth();
    double top = y + AWAY + getHeight() <= areaHeight ? y + AWAY : y - AWAY - getHeight();
    relocate(Math.round(Math.max(0, left)), Math.round(Math.max(0, top)));
  }
}
