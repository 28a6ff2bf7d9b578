package gradwright.app.jaxpr;

import gradwright.app.layout.FilterField;
import gradwright.protocol.Place;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The functions of a run in a table that can be filtered and sorted.
final class FunctionList {
  private final VBox node = new VBox();
  private final TableView<TracedFunction> table = new TableView<>();

  FunctionList(JaxprModel model, Consumer<Place.Frame> goTo) {
    FilterField filter = new FilterField("Filter functions");
    filter.textProperty().bindBidirectional(model.filter());
    HBox.setHgrow(filter, Priority.ALWAYS);
    HBox bar = new HBox(filter);
    bar.getStyleClass().add("panel-bar");
    table.setAccessibleText("Traced functions");
    table.getStyleClass().addAll("dense", "function-table");
    table.getColumns().add(names());
    table.getColumns().add(column("Calls", 54, TracedFunction::calls, f -> Long.toString(f.calls())));
    table.getColumns().add(column("Eqns", 54, TracedFunction::equations, f -> Integer.toString(f.equations())));
    table
        .getColumns()
        .add(
            column(
                "ms", 56, TracedFunction::compileMillis, f -> String.format(Locale.ROOT, "%.1f", f.compileMillis())));
    for (int i = 1; i < table.getColumns().size(); i++) {
      table.getColumns().get(i).getStyleClass().add("numbers");
    }
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    Label none = new Label("No function was traced yet.");
    none.setWrapText(true);
    none.getStyleClass().add("panel-message");
    table.setPlaceholder(none);
    SortedList<TracedFunction> sorted = new SortedList<>(model.functions());
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> chosen(model, now));
    model.chosen().addListener((o, before, now) -> select(now));
    // A row whose numbers change is another one, which the table does not select by itself.
    sorted.addListener((Observable o) -> Platform.runLater(() -> select(model.chosen().get())));
    table.setOnKeyPressed(e -> {
      if (e.getCode() == KeyCode.ENTER) {
        open(goTo);
      }
    });
    table.setOnMouseClicked(e -> {
      if (e.getClickCount() == 2) {
        open(goTo);
      }
    });
    VBox.setVgrow(table, Priority.ALWAYS);
    node.getChildren().addAll(bar, table);
    node.setMinWidth(150);
  }

  Node node() {
    return node;
  }

  private static void chosen(JaxprModel model, @Nullable TracedFunction now) {
    if (now != null) {
      model.choose(now);
    }
  }

  private void select(@Nullable TracedFunction f) {
    TracedFunction selected = table.getSelectionModel().getSelectedItem();
    if (f == null) {
      table.getSelectionModel().clearSelection();
    } else if (selected == null || selected.program() != f.program()) {
      for (int i = 0; i < table.getItems().size(); i++) {
        if (table.getItems().get(i).program() == f.program()) {
          table.getSelectionModel().clearAndSelect(i);
          table.scrollTo(i);
          return;
        }
      }
    }
  }

  private void open(Consumer<Place.Frame> goTo) {
    TracedFunction f = table.getSelectionModel().getSelectedItem();
    if (f != null && f.place().isKnown()) {
      goTo.accept(f.place().frame());
    }
  }

  /// Traces of one function are told apart by their number and by why there is another one.
  private static TableColumn<TracedFunction, TracedFunction> names() {
    TableColumn<TracedFunction, TracedFunction> column = new TableColumn<>("Function");
    column.setPrefWidth(130);
    column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
    column.setComparator(Comparator.comparing(TracedFunction::function).thenComparingInt(TracedFunction::number));
    column.setCellFactory(c -> new NameCell());
    return column;
  }

  private static final class NameCell extends TableCell<TracedFunction, TracedFunction> {
    private final Label name = new Label();
    private final Label distinction = new Label();
    private final HBox both = new HBox(5, name, distinction);
    private final Tooltip tip = new Tooltip();

    NameCell() {
      name.setMinWidth(Region.USE_PREF_SIZE);
      distinction.getStyleClass().add("distinction");
      both.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable TracedFunction f, boolean empty) {
      super.updateItem(f, empty);
      if (empty || f == null) {
        setGraphic(null);
        setTooltip(null);
        setAccessibleText(null);
        return;
      }
      name.setText(f.function());
      distinction.setText(f.distinction());
      String whole = (f.function() + "  " + f.distinction()).strip();
      tip.setText(
          f.place().isKnown() ? whole + "\n" + f.place().frame().file() + ":" + f.place().frame().line() : whole);
      setTooltip(tip);
      setAccessibleText(whole);
      setGraphic(both);
    }
  }

  private static <T extends Comparable<T>> TableColumn<TracedFunction, TracedFunction> column(
      String title, double width, Function<TracedFunction, T> key, Function<TracedFunction, String> text) {
    TableColumn<TracedFunction, TracedFunction> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
    column.setComparator((a, b) -> key.apply(a).compareTo(key.apply(b)));
    column.setCellFactory(c ->
        new TableCell<>() {
          @Override
          protected void updateItem(@Nullable TracedFunction f, boolean empty) {
            super.updateItem(f, empty);
            setText(empty || f == null ? null : text.apply(f));
          }
        });
    return column;
  }
}
