package gradwright.app.recompile;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Columns of text whose rows sort by a key.
final class Columns {
  private Columns() {}

  static <R, K extends Comparable<K>> TableColumn<R, R> text(
      String title, double width, boolean number, Function<R, K> key, Function<R, String> text) {
    TableColumn<R, R> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
    column.setComparator((a, b) -> key.apply(a).compareTo(key.apply(b)));
    column.setCellFactory(c -> new Cell<>(text));
    if (number) {
      // Half a number is none.
      column.setMinWidth(width);
      column.getStyleClass().add("numbers");
    }
    return column;
  }

  private static final class Cell<R> extends TableCell<R, R> {
    private final Function<R, String> text;
    private final Tooltip tip = new Tooltip();

    Cell(Function<R, String> text) {
      this.text = text;
    }

    @Override
    protected void updateItem(@Nullable R row, boolean empty) {
      super.updateItem(row, empty);
      String shown = empty || row == null ? null : text.apply(row);
      setText(shown);
      tip.setText(shown);
      setTooltip(shown == null || shown.length() < 12 ? null : tip);
    }
  }
}
