package gradwright.app.problems;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Lists what is wrong; Enter or a double click goes to the source.
public final class ProblemsPanel {
  private final TableView<Finding> table = new TableView<>();
  private final StackPane view = new StackPane(table);
  private final Consumer<Finding> goTo;

  /// @param goTo opens the place of a finding, which has one
  public ProblemsPanel(FindingsModel model, Consumer<Finding> goTo) {
    this.goTo = goTo;
    view.getStylesheets().add(Objects.requireNonNull(ProblemsPanel.class.getResource("problems.css")).toExternalForm());
    view.getStyleClass().add("problems-panel");
    table.setId("problems");
    table.setAccessibleText("Problems");
    table.getStyleClass().add("dense");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    Label nothing = new Label("Nothing is wrong in the open files and in the last run.");
    table.setPlaceholder(nothing);
    table.getColumns().add(column("Problem", 520, ProblemsPanel::message, true));
    table.getColumns().add(column("Where", 150, Finding::place, false));
    table.getColumns().add(column("Found by", 90, f -> f.origin().text(), false));
    table.setItems(model.findings());
    table.setRowFactory(t -> new Row());
    table.setOnKeyPressed(e -> {
      if (e.getCode() == KeyCode.ENTER) {
        open(table.getSelectionModel().getSelectedItem());
      }
    });
  }

  public Region view() {
    return view;
  }

  /// The keyboard comes to the list.
  public void focus() {
    if (table.getSelectionModel().isEmpty()) {
      table.getSelectionModel().selectFirst();
    }
    table.requestFocus();
  }

  private void open(@Nullable Finding finding) {
    if (finding != null && finding.hasPlace()) {
      goTo.accept(finding);
    }
  }

  private static String message(Finding f) {
    return f.message().lines().findFirst().orElse("") + (f.times() > 1 ? "  (%,d times)".formatted(f.times()) : "");
  }

  private static TableColumn<Finding, Finding> column(
      String title, double width, Function<Finding, String> text, boolean icon) {
    TableColumn<Finding, Finding> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
    column.setCellFactory(c -> new Cell(text, icon));
    return column;
  }

  private static final class Cell extends TableCell<Finding, Finding> {
    private final Function<Finding, String> text;
    private final boolean marked;
    private final FontIcon icon = new FontIcon("fth-alert-circle");

    Cell(Function<Finding, String> text, boolean marked) {
      this.text = text;
      this.marked = marked;
    }

    @Override
    protected void updateItem(@Nullable Finding finding, boolean empty) {
      super.updateItem(finding, empty);
      if (finding == null || empty) {
        setText(null);
        setGraphic(null);
        return;
      }
      setText(text.apply(finding));
      if (marked) {
        icon.setIconLiteral(finding.isError() ? "fth-alert-circle" : "fth-alert-triangle");
        icon.getStyleClass().setAll("ikonli-font-icon", finding.isError() ? "problem-error" : "problem-warning");
        setAccessibleText((finding.isError() ? "Error: " : "Warning: ") + text.apply(finding));
        setGraphic(icon);
      }
    }
  }

  private final class Row extends TableRow<Finding> {
    private final Tooltip tip = new Tooltip();

    Row() {
      tip.setWrapText(true);
      tip.setMaxWidth(560);
      setOnMouseClicked(e -> {
        if (e.getClickCount() == 2) {
          open(getItem());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Finding finding, boolean empty) {
      super.updateItem(finding, empty);
      boolean cut = finding != null && (finding.message().contains("\n") || finding.message().length() > 60);
      tip.setText(finding == null ? "" : finding.message());
      setTooltip(cut ? tip : null);
    }
  }
}
