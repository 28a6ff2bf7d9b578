package gradwright.profiler.view.table;

import gradwright.profiler.table.Aggregate;
import java.util.function.DoubleFunction;
import javafx.scene.control.TableCell;

/// A number, right-aligned, with its unit.
final class NumberCell extends TableCell<Aggregate, Double> {
  private final DoubleFunction<String> text;

  NumberCell(DoubleFunction<String> text) {
    this.text = text;
    getStyleClass().add("number");
  }

  @Override
  protected void updateItem(Double item, boolean empty) {
    super.updateItem(item, empty);
    setText(empty || item == null ? null : text.apply(item));
  }
}
