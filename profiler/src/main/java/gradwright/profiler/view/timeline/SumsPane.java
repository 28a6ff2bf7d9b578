package gradwright.profiler.view.timeline;

import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.timeline.RangeSums;
import gradwright.profiler.timeline.RangeSums.DeviceSum;
import gradwright.profiler.view.canvas.ThemedCanvas;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/// What a selected range comes to.
final class SumsPane extends HBox {
  private static final int MOST_KERNELS = 5;

  SumsPane() {
    getStyleClass().add("gw-sums");
    getStylesheets().add(ThemedCanvas.stylesheet());
    setSpacing(32);
    setAccessibleText("Sums of the selected range");
    setVisible(false);
    setManaged(false);
  }

  void hide() {
    setVisible(false);
    setManaged(false);
  }

  void show(RangeSums sums) {
    setVisible(true);
    setManaged(true);
    getChildren().setAll(devices(sums), kinds(sums), kernels(sums));
  }

  private static GridPane devices(RangeSums sums) {
    GridPane grid = grid("Selected " + Quantities.duration(sums.range().nanos()), "busy", "idle", "longest gap");
    int row = 1;
    for (DeviceSum device : sums.devices()) {
      add(
          grid,
          row++,
          device.device(),
          Quantities.duration(device.busy()) + "  " + Quantities.percent(device.busy() / sums.range().nanos()),
          Quantities.duration(device.idle()),
          device.longestGap() > 0 ? Quantities.duration(device.longestGap()) : "none");
    }
    for (var lane : sums.host().entrySet()) {
      if (lane.getValue() > 0) {
        add(grid, row++, lane.getKey().text(), Quantities.duration(lane.getValue()));
      }
    }
    return grid;
  }

  private static GridPane kinds(RangeSums sums) {
    GridPane grid = grid("Kind", "runs", "time");
    int row = 1;
    var kinds =
        sums.kinds().entrySet().stream()
            .sorted((a, b) -> Double.compare(b.getValue().nanos(), a.getValue().nanos()))
            .toList();
    for (var kind : kinds) {
      add(
          grid,
          row++,
          kind.getKey().name().toLowerCase(Locale.ROOT),
          Quantities.count(kind.getValue().count()),
          Quantities.duration(kind.getValue().nanos()));
    }
    return grid;
  }

  private static GridPane kernels(RangeSums sums) {
    GridPane grid = grid("Kernel", "runs", "time");
    List<RangeSums.KernelSum> most = sums.kernels().stream().limit(MOST_KERNELS).toList();
    for (int i = 0; i < most.size(); i++) {
      RangeSums.KernelSum kernel = most.get(i);
      add(
          grid,
          i + 1,
          kernel.kernel().name(),
          Quantities.count(kernel.sum().count()),
          Quantities.duration(kernel.sum().nanos()));
    }
    if (sums.kernels().size() > MOST_KERNELS) {
      add(grid, MOST_KERNELS + 1, "\u2026 and " + (sums.kernels().size() - MOST_KERNELS) + " more");
    }
    return grid;
  }

  private static GridPane grid(String... headings) {
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(1);
    add(grid, 0, headings);
    grid.getChildren().forEach(n -> n.getStyleClass().add("heading"));
    return grid;
  }

  private static void add(GridPane grid, int row, String... texts) {
    for (int column = 0; column < texts.length; column++) {
      Label label = new Label(texts[column]);
      label.setMaxWidth(column == 0 ? 260 : Double.MAX_VALUE);
      if (column > 0) {
        label.setAlignment(Pos.CENTER_RIGHT);
      }
      grid.add(label, column, row);
    }
  }
}
