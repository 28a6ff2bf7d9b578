package gradwright.app.recompile;

import gradwright.profiler.recompile.FunctionHistory;
import gradwright.profiler.recompile.Miss;
import gradwright.protocol.Place;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shows which functions were compiled again, why, what it cost and what to do about it.
public final class RecompilePanel {
  private final RecompileModel model;
  private final SplitPane view = new SplitPane();
  private final TableView<FunctionHistory> table = new TableView<>();
  private final StackPane detail = new StackPane();
  private final HistoryView history;

  /// @param goTo opens a place of the source
  /// @param copy puts a text on the clipboard
  public RecompilePanel(RecompileModel model, Consumer<Place.Frame> goTo, Consumer<String> copy) {
    this.model = model;
    history = new HistoryView(model, goTo, copy);
    view.getStylesheets()
        .add(Objects.requireNonNull(RecompilePanel.class.getResource("recompile.css")).toExternalForm());
    view.getStyleClass().add("recompile-panel");
    view.getItems().addAll(list(), detail);
    view.setDividerPositions(0.45);
    model.chosen().addListener((o, before, now) -> show(now));
    model.functions().addListener((Observable o) -> show(model.chosen().get()));
    show(model.chosen().get());
  }

  public Region view() {
    return view;
  }

  private Region list() {
    Label summary = new Label();
    summary.textProperty().bind(model.summary());
    summary.getStyleClass().add("summary");
    // Below one another where the panel is narrow.
    FlowPane bar =
        new FlowPane(
            12, 2, summary, key("cost-trace", "trace"), key("cost-lower", "lower"), key("cost-compile", "compile"));
    bar.getStyleClass().add("panel-bar");
    table.setAccessibleText("Functions and their compilations");
    table.getStyleClass().addAll("dense", "recompile-table");
    table.getColumns().add(Columns.text("Function", 120, false, FunctionHistory::function, FunctionHistory::function));
    table.getColumns().add(Columns.text("Hits", 56, true, FunctionHistory::hits, f -> Long.toString(f.hits())));
    table
        .getColumns()
        .add(Columns.text("Misses", 60, true, f -> f.misses().size(), f -> Integer.toString(f.misses().size())));
    table
        .getColumns()
        .add(
            Columns.text(
                "Lost",
                74,
                true,
                FunctionHistory::lostNanos,
                f -> f.lostNanos() == 0 ? "" : RecompileModel.millis(f.lostNanos())));
    TableColumn<FunctionHistory, FunctionHistory> cost = new TableColumn<>("Cost");
    cost.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
    cost.setComparator((a, b) -> Long.compare(a.nanos(), b.nanos()));
    cost.setCellFactory(c -> new CostBar(this::share));
    cost.setPrefWidth(110);
    table.getColumns().add(cost);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(new Label("Run a script: its jitted functions are listed here."));
    SortedList<FunctionHistory> sorted = new SortedList<>(model.functions());
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> choose(now));
    VBox.setVgrow(table, Priority.ALWAYS);
    VBox box = new VBox(bar, table);
    box.setMinWidth(200);
    return box;
  }

  private void choose(@Nullable FunctionHistory now) {
    if (now != null && !same(now, model.chosen().get())) {
      model.choose(now);
    }
  }

  private static boolean same(FunctionHistory a, @Nullable FunctionHistory b) {
    return b != null && a.function().equals(b.function()) && a.definition().equals(b.definition());
  }

  private double share(FunctionHistory f) {
    long most = model.functions().stream().mapToLong(FunctionHistory::nanos).max().orElse(1);
    return f.nanos() / (double) Math.max(1, most);
  }

  private static Region key(String style, String name) {
    Region colour = CostBar.part(style);
    colour.setMinSize(9, 9);
    colour.setMaxSize(9, 9);
    Label label = new Label(name, colour);
    label.getStyleClass().add("key");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private void show(@Nullable FunctionHistory function) {
    if (function == null) {
      Label message =
          new Label(
              model.functions().isEmpty()
                  ? "After a run you see here which functions were compiled again, and why."
                  : "Choose a function to see why it was compiled.");
      message.setWrapText(true);
      message.getStyleClass().add("panel-message");
      detail.getChildren().setAll(message);
      return;
    }
    FunctionHistory selected = table.getSelectionModel().getSelectedItem();
    if (selected == null || !same(function, selected)) {
      for (int i = 0; i < table.getItems().size(); i++) {
        if (same(function, table.getItems().get(i))) {
          table.getSelectionModel().clearAndSelect(i);
        }
      }
    }
    history.show(function);
    detail.getChildren().setAll(history.node());
  }

  /// Enter and double click open where something was called.
  static void opens(TableView<Miss> table, Consumer<Place.Frame> goTo) {
    Runnable open =
        () -> {
          Miss miss = table.getSelectionModel().getSelectedItem();
          if (miss != null && miss.place().isKnown()) {
            goTo.accept(miss.place().frame());
          }
        };
    table.setOnKeyPressed(e -> {
      if (e.getCode() == KeyCode.ENTER) {
        open.run();
      }
    });
    table.setOnMouseClicked(e -> {
      if (e.getClickCount() == 2) {
        open.run();
      }
    });
  }
}
