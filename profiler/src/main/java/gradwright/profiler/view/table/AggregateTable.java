package gradwright.profiler.view.table;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.table.Aggregate;
import gradwright.profiler.table.Grouping;
import gradwright.profiler.view.canvas.ThemedCanvas;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/// A sortable table of what kernels, functions or lines did.
final class AggregateTable extends TableView<Aggregate> {
  private final ObservableList<Aggregate> rows = FXCollections.observableArrayList();
  private final FilteredList<Aggregate> filtered = new FilteredList<>(rows);
  private final TableColumn<Aggregate, String> name = text("", 160, Aggregate::name);
  private final TableColumn<Aggregate, String> detail = text("", 200, Aggregate::detail);
  private final TableColumn<Aggregate, Double> time = number("Time", 84, Aggregate::nanos, Quantities::duration);
  private final TableColumn<Aggregate, Double> compile =
      number("Compile", 84, Aggregate::compileNanos, n -> n == 0 ? "" : Quantities.duration(n));
  private final TableColumn<Aggregate, String> line = text("Line", 200, a -> Places.line(a.place()));
  private boolean updating;

  /// `open` is told of what is looked at when a row is chosen.
  AggregateTable(Consumer<Focus> open) {
    getStyleClass().addAll("gw-table", "dense");
    getStylesheets().add(ThemedCanvas.stylesheet());
    setAccessibleText("Times");
    setPlaceholder(new Label("Nothing ran yet."));
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    SortedList<Aggregate> sorted = new SortedList<>(filtered);
    sorted.comparatorProperty().bind(comparatorProperty());
    setItems(sorted);
    getColumns()
        .setAll(
            List.of(
                name,
                detail,
                number("Runs", 64, Aggregate::count, n -> n == 0 ? "" : Quantities.count((long) n)),
                time,
                number("Share", 64, Aggregate::share, n -> n == 0 ? "" : Quantities.percent(n)),
                number("Mean", 78, Aggregate::mean, n -> n == 0 ? "" : Quantities.duration(n)),
                number("Memory", 88, a -> rate(a, a.bytes()), n -> n == 0 ? "" : Quantities.decimal(n, "B/s")),
                number("Arithmetic", 104, a -> rate(a, a.flops()), n -> n == 0 ? "" : Quantities.decimal(n, "FLOP/s")),
                number("Of limit", 72, Aggregate::limitShare, n -> n == 0 ? "" : Quantities.percent(n)),
                compile,
                line));
    group(Grouping.KERNEL);
    time.setSortType(TableColumn.SortType.DESCENDING);
    getSortOrder().add(time);
    getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, row) -> {
          if (row != null && !updating && !(row.focus() instanceof Focus.None)) {
            open.accept(row.focus());
          }
        });
  }

  private static double rate(Aggregate row, double amount) {
    return row.nanos() <= 0 ? 0 : amount / row.nanos() * 1e9;
  }

  private static TableColumn<Aggregate, String> text(String name, double width, Function<Aggregate, String> value) {
    TableColumn<Aggregate, String> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(value.apply(c.getValue())));
    return column;
  }

  private static TableColumn<Aggregate, Double> number(
      String name, double width, ToDoubleFunction<Aggregate> value, DoubleFunction<String> text) {
    TableColumn<Aggregate, Double> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.getStyleClass().add("number");
    column.setCellValueFactory(c -> new ReadOnlyObjectWrapper<>(value.applyAsDouble(c.getValue())));
    column.setCellFactory(_ -> new NumberCell(text));
    return column;
  }

  /// Names the columns for what rows stand for.
  void group(Grouping grouping) {
    switch (grouping) {
      case KERNEL -> head("Kernel", "Function, kind");
      case FUNCTION -> head("Function", "Traced at");
      case LINE -> head("Line", "In function");
    }
    compile.setVisible(grouping != Grouping.KERNEL);
    line.setVisible(grouping == Grouping.KERNEL);
  }

  private void head(String first, String second) {
    name.setText(first);
    detail.setText(second);
  }

  /// Shows other rows and keeps the one that is selected.
  void show(List<Aggregate> next) {
    Aggregate selected = getSelectionModel().getSelectedItem();
    updating = true;
    try {
      rows.setAll(next);
      if (selected != null) {
        select(selected.focus(), selected.name());
      }
    } finally {
      updating = false;
    }
  }

  /// Shows only rows whose texts hold all words of `filter`.
  void filter(String filter) {
    String[] words = filter.toLowerCase(Locale.ROOT).strip().split("\\s+");
    filtered.setPredicate(row -> {
      String text = (row.name() + " " + row.detail() + " " + Places.line(row.place())).toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (!text.contains(word)) {
          return false;
        }
      }
      return true;
    });
  }

  /// Selects the row of what is looked at, without looking at it again.
  void reveal(Focus focus) {
    updating = true;
    try {
      select(focus, null);
    } finally {
      updating = false;
    }
  }

  private void select(Focus focus, @Nullable String name) {
    for (int i = 0; i < getItems().size(); i++) {
      Aggregate row = getItems().get(i);
      if (row.focus().equals(focus) && (name == null || row.name().equals(name))) {
        getSelectionModel().clearAndSelect(i);
        return;
      }
    }
    getSelectionModel().clearSelection();
  }
}
