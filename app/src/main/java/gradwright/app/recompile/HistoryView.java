package gradwright.app.recompile;

import gradwright.profiler.recompile.FunctionHistory;
import gradwright.profiler.recompile.Miss;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One function: advice, the calls that were compiled, and what differed in the chosen one.
final class HistoryView {
  private static final int MOST_ROWS = 8;

  private final RecompileModel model;
  private final Consumer<Place.Frame> goTo;
  private final Consumer<String> copy;
  private final Label name = new Label();
  private final Label counts = new Label();
  private final FlowPane heading = new FlowPane(10, 2);
  private final VBox advice = new VBox(8);
  private final TableView<Miss> misses = new TableView<>();
  private final VBox difference = new VBox(6);
  private final ScrollPane node = new ScrollPane();
  private @Nullable Miss looked;

  HistoryView(RecompileModel model, Consumer<Place.Frame> goTo, Consumer<String> copy) {
    this.model = model;
    this.goTo = goTo;
    this.copy = copy;
    name.getStyleClass().add("function-name");
    counts.getStyleClass().add("summary");
    misses.setAccessibleText("Calls that were compiled");
    misses.getStyleClass().addAll("dense", "recompile-table");
    misses
        .getColumns()
        .add(
            Columns.text(
                "At", 74, true, Miss::start, m -> String.format(Locale.ROOT, "%.3f s", model.secondsUntil(m))));
    misses.getColumns().add(Columns.text("Called from", 180, false, m -> place(m.place()), m -> place(m.place())));
    misses.getColumns().add(Columns.text("Cost", 76, true, Miss::nanos, HistoryView::cost));
    misses.getColumns().add(Columns.text("Why", 220, false, RecompileModel::reason, RecompileModel::reason));
    misses.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    misses.setFixedCellSize(24);
    misses.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> look(now));
    RecompilePanel.opens(misses, goTo);
    model.advice().addListener((Observable o) -> advise());
    VBox content = new VBox(10, heading, advice, title("Calls that were compiled"), misses, difference);
    content.getStyleClass().add("history");
    node.setContent(content);
    node.setFitToWidth(true);
    node.getStyleClass().add("history-scroll");
  }

  Node node() {
    return node;
  }

  private static Label title(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("section-title");
    return label;
  }

  private static String cost(Miss m) {
    return m.program() < 0 ? "failed" : RecompileModel.millis(m.nanos());
  }

  static String place(Place place) {
    return place.isKnown() ? Path.of(place.frame().file()).getFileName() + ":" + place.frame().line() : "unknown";
  }

  void show(FunctionHistory function) {
    name.setText(function.function());
    int n = function.misses().size();
    counts.setText(
        String.format(
            Locale.ROOT,
            "%,d %s found a program, %,d made one",
            function.hits(),
            function.hits() == 1 ? "call" : "calls",
            n));
    heading.getChildren().setAll(name, counts);
    if (function.definition().isKnown()) {
      heading.getChildren().add(link("defined at " + place(function.definition()), function.definition()));
    }
    Miss selected = misses.getSelectionModel().getSelectedItem();
    misses.getItems().setAll(function.misses());
    misses.setPrefHeight(30 + 24.0 * Math.min(MOST_ROWS, Math.max(1, n)));
    misses.setMinHeight(misses.getPrefHeight());
    if (selected != null && function.misses().contains(selected)) {
      misses.getSelectionModel().select(selected);
    } else {
      looked = null;
      difference.getChildren().clear();
      function.misses().stream().filter(Miss::isRepeated).findFirst().ifPresent(this::describe);
    }
    advise();
  }

  private void advise() {
    advice.getChildren().setAll(model.advice().stream().map(a -> AdviceCard.of(a, model, copy)).toList());
  }

  private void look(@Nullable Miss miss) {
    if (miss != null && !miss.equals(looked)) {
      // Tables select again when a run adds rows; that is not a person's choice.
      looked = miss;
      describe(miss);
      model.look(miss);
    }
  }

  private void describe(Miss miss) {
    difference.getChildren().setAll(title("What differed from the nearest earlier call"));
    FlowPane links = new FlowPane(10, 2);
    if (miss.place().isKnown()) {
      links.getChildren().add(link("called at " + place(miss.place()), miss.place()));
    }
    links.getChildren().add(muted(phases(miss)));
    difference.getChildren().add(links);
    List<Difference> all = miss.differences();
    if (all.isEmpty()) {
      difference
          .getChildren()
          .add(
              muted(
                  switch (miss.kind()) {
                    case NEVER_SEEN -> "The function was called for the first time; every program starts so.";
                    case REDEFINED ->
                        "The types are the same; the function object is a new one, defined at the same place.";
                    default -> "The engine does not tell.";
                  }));
      return;
    }
    GridPane grid = new GridPane();
    grid.getStyleClass().add("differences");
    grid.addRow(0, head("argument"), head("before"), head("now"));
    int row = 1;
    for (Difference d : all.stream().limit(40).toList()) {
      grid.addRow(
          row++,
          cell(d.path(), "path"),
          cell(RecompileModel.shown(d.before()), "before"),
          cell(RecompileModel.shown(d.now()), "now"));
    }
    difference.getChildren().add(grid);
    if (all.size() > 40) {
      difference.getChildren().add(muted("and " + (all.size() - 40) + " more"));
    }
  }

  private static String phases(Miss m) {
    return m.program() < 0
        ? "tracing did not end"
        : "tracing "
            + RecompileModel.millis(m.traceNanos())
            + ", lowering "
            + RecompileModel.millis(m.lowerNanos())
            + ", compiling "
            + RecompileModel.millis(m.compileNanos())
            + (m.fromDisk() ? " (code from the disk cache)" : "");
  }

  private Hyperlink link(String text, Place place) {
    Hyperlink link = new Hyperlink(text);
    link.setOnAction(e -> goTo.accept(place.frame()));
    link.setAccessibleText(text);
    return link;
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("summary");
    label.setWrapText(true);
    return label;
  }

  private static Label head(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("difference-head");
    return label;
  }

  private static Region cell(String text, String style) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().addAll("difference-cell", style);
    return label;
  }
}
