package gradwright.profiler.view.memory;

import gradwright.profiler.memory.MemoryHistory.Live;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.view.canvas.ThemedCanvas;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Buffers that are alive at one moment, by the line that made them.
final class LiveTable extends TableView<Live> {
  private boolean updating;

  LiveTable(Consumer<Live> open) {
    getStyleClass().addAll("gw-table", "dense");
    getStylesheets().add(ThemedCanvas.stylesheet());
    setAccessibleText("Live buffers by line");
    setPlaceholder(new Label("Nothing is alive at this moment."));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    TableColumn<Live, Long> bytes = number("Bytes", 84, Live::bytes, n -> Quantities.bytes((double) n));
    TableColumn<Live, String> line = new TableColumn<>("Line");
    line.setPrefWidth(190);
    line.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(c.getValue().line()));
    getColumns().setAll(List.of(line, bytes, number("Buffers", 70, Live::buffers, Quantities::count)));
    getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, live) -> {
          if (live != null && !updating) {
            open.accept(live);
          }
        });
  }

  private static TableColumn<Live, Long> number(
      String name, double width, Function<Live, Long> value, Function<Long, String> text) {
    TableColumn<Live, Long> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.getStyleClass().add("number");
    column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(value.apply(c.getValue())));
    column.setCellFactory(_ ->
        new TableCell<>() {
          @Override
          protected void updateItem(Long item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : text.apply(item));
          }
        });
    return column;
  }

  void show(List<Live> live) {
    updating = true;
    try {
      getItems().setAll(live);
      sort();
    } finally {
      updating = false;
    }
  }
}
