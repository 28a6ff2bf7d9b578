package gradwright.app.arrays;

import gradwright.app.layout.FilterField;
import gradwright.profiler.quantity.Quantities;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The names that hold arrays, in a table that can be filtered and sorted.
final class NameList {
  private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");

  private final VBox node = new VBox();
  private final TableView<ArrayRow> table = new TableView<>();

  NameList(ArraysModel model) {
    FilterField filter = new FilterField("Filter arrays");
    filter.textProperty().bindBidirectional(model.names().filter());
    HBox.setHgrow(filter, Priority.ALWAYS);
    Button refresh = new Button(null, new FontIcon(Feather.REFRESH_CW));
    refresh.getStyleClass().addAll("button-icon", "flat");
    refresh.setAccessibleText("Ask for the names again");
    refresh.setTooltip(new Tooltip("Ask for the names again"));
    refresh.setOnAction(e -> model.refresh());
    HBox bar = new HBox(filter, refresh);
    bar.getStyleClass().add("panel-bar");
    table.setAccessibleText("Arrays of the run");
    table.getStyleClass().addAll("dense", "arrays-table");
    table.getColumns().add(column("Name", 140, false, r -> r.path(), r -> r.path()));
    table.getColumns().add(column("Type", 90, false, ArrayRow::type, ArrayRow::type));
    table.getColumns().add(column("Device", 52, false, r -> r.named().device(), r -> r.named().device()));
    table.getColumns().add(column("Size", 62, true, r -> r.named().bytes(), r -> Quantities.bytes(r.named().bytes())));
    table.getColumns().add(column("NaN, inf", 58, true, NameList::odd, NameList::oddText));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    Label none = new Label("No arrays yet.");
    none.getStyleClass().add("panel-message");
    table.setPlaceholder(none);
    SortedList<ArrayRow> sorted = new SortedList<>(model.names().rows());
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> choose(model, now));
    model.names().chosen().addListener((o, before, now) -> select(now));
    select(model.names().chosen().get());
    VBox.setVgrow(table, Priority.ALWAYS);
    node.getChildren().addAll(bar, table);
    node.setMinWidth(180);
  }

  Node node() {
    return node;
  }

  private static void choose(ArraysModel model, @Nullable ArrayRow now) {
    if (now != null) {
      model.names().choose(now);
    }
  }

  private void select(@Nullable ArrayRow row) {
    ArrayRow selected = table.getSelectionModel().getSelectedItem();
    if (row != null && (selected == null || !selected.path().equals(row.path()))) {
      for (int i = 0; i < table.getItems().size(); i++) {
        if (table.getItems().get(i).path().equals(row.path())) {
          table.getSelectionModel().clearAndSelect(i);
        }
      }
    }
  }

  private static long odd(ArrayRow r) {
    return r.statistics() == null ? -1 : r.statistics().nans() + r.statistics().infinities();
  }

  private static String oddText(ArrayRow r) {
    long n = odd(r);
    return n <= 0 ? "" : Quantities.count(n);
  }

  private static <K extends Comparable<K>> TableColumn<ArrayRow, ArrayRow> column(
      String title, double width, boolean number, Function<ArrayRow, K> key, Function<ArrayRow, String> text) {
    TableColumn<ArrayRow, ArrayRow> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
    column.setComparator((a, b) -> key.apply(a).compareTo(key.apply(b)));
    column.setCellFactory(c ->
        new TableCell<>() {
          {
            // The end of a path, such as ['w'], says more than its middle.
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
          }

          @Override
          protected void updateItem(@Nullable ArrayRow r, boolean empty) {
            super.updateItem(r, empty);
            setText(empty || r == null ? null : text.apply(r));
            pseudoClassStateChanged(WARNING, title.startsWith("NaN") && r != null && odd(r) > 0);
          }
        });
    if (number) {
      column.getStyleClass().add("numbers");
    }
    return column;
  }
}
