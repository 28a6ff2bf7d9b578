package gradwright.app.arrays;

import gradwright.app.layout.AdaptiveSplit;
import gradwright.profiler.quantity.Quantities;
import gradwright.protocol.Arrays.Statistics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows the arrays of a finished run: a list with types and counts, statistics, and a slice as table, line, heat map, image or
/// histogram.
public final class ArraysPanel {
  private static final double LEAST_CONTENT = 150;

  /// Beside the contents, in pixels.
  private static final double MARGIN = 24;

  private final ArraysModel model;
  private final ComparisonModel comparison;
  private final SplitPane view = new SplitPane();
  private final StackPane right = new StackPane();
  private final StackPane content = new StackPane();
  private final Label name = new Label();
  private final FlowPane facts = new FlowPane(14, 2);
  private final Button firstNan = new Button("First NaN", new FontIcon(Feather.SEARCH));
  private final Map<ViewKind, ToggleButton> kinds = new EnumMap<>(ViewKind.class);
  private final CellGrid grid;
  private final SlicePicture picture = new SlicePicture();
  private final PlotCanvas plot = new PlotCanvas();
  private final ScrollPane body = new ScrollPane();

  /// @param copy puts a text on the clipboard
  public ArraysPanel(ArraysModel model, ComparisonModel comparison, Consumer<String> copy) {
    this.model = model;
    this.comparison = comparison;
    grid = new CellGrid(copy);
    view.getStylesheets().add(Objects.requireNonNull(ArraysPanel.class.getResource("arrays.css")).toExternalForm());
    view.getStyleClass().add("arrays-panel");
    body.setContent(details());
    body.setFitToWidth(true);
    body.setFitToHeight(true);
    body.getStyleClass().addAll("edge-to-edge", "array-scroll");
    view.getItems().addAll(new NameList(model).node(), right);
    AdaptiveSplit.of(view, 720, 0.36, 0.4);
    SplitPane.setResizableWithParent(view.getItems().getFirst(), false);
    model.names().chosen().addListener((o, before, now) -> arrange());
    model.names().rows().addListener((Observable o) -> arrange());
    model.slice().kind().addListener((o, before, now) -> arrange());
    model.slice().picture().addListener((o, before, now) -> arrange());
    comparison.picture().addListener((o, before, now) -> arrange());
    comparison.shown().addListener((o, before, now) -> arrange());
    model
        .slice()
        .cells()
        .addListener((o, before, now) -> {
          grid.show(now);
          arrange();
        });
    model.slice().onCellsArrived(grid::arrived);
    model
        .slice()
        .revealed()
        .addListener((o, before, now) -> {
          if (now != null) {
            grid.select(now[0], now[1]);
          }
        });
    grid.show(model.slice().cells().get());
    arrange();
  }

  public Region view() {
    return view;
  }

  private VBox details() {
    name.getStyleClass().add("array-name");
    firstNan.getStyleClass().add("small");
    firstNan.setOnAction(e -> model.goToFirstNan());
    firstNan.setTooltip(new Tooltip("Show the first NaN in the table"));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox title = new HBox(8, name, gap, firstNan);
    title.setAlignment(Pos.CENTER_LEFT);
    HBox switches = new HBox();
    ToggleGroup group = new ToggleGroup();
    add(switches, group, ViewKind.TABLE, "Table", Feather.GRID);
    add(switches, group, ViewKind.LINE, "Line", Feather.ACTIVITY);
    add(switches, group, ViewKind.HEAT, "Heat map", Feather.LAYERS);
    add(switches, group, ViewKind.IMAGE, "Image", Feather.IMAGE);
    add(switches, group, ViewKind.HISTOGRAM, "Histogram", Feather.BAR_CHART_2);
    group
        .selectedToggleProperty()
        .addListener((o, before, now) -> {
          if (now == null && before != null && !comparison.shown().get()) {
            before.setSelected(true);
          }
        });
    SliceBar slices = new SliceBar(model);
    Label message = new Label();
    message.textProperty().bind(model.message());
    message.managedProperty().bind(message.textProperty().isNotEmpty());
    message.getStyleClass().add("fact");
    FlowPane tools = new FlowPane(12, 4, switches, slices.node());
    tools.setRowValignment(VPos.CENTER);
    body.viewportBoundsProperty()
        .subscribe(seen -> slices.node().setPrefWrapLength(Math.clamp(seen.getWidth() - MARGIN, 120, 420)));
    VBox.setVgrow(content, Priority.ALWAYS);
    // In a low panel the whole scrolls instead.
    content.setMinSize(0, LEAST_CONTENT);
    VBox box = new VBox(6, title, facts, new ComparisonBar(comparison, model).node(), tools, message, content);
    box.getStyleClass().add("array-body");
    return box;
  }

  private void add(HBox to, ToggleGroup group, ViewKind kind, String text, Feather icon) {
    ToggleButton b = new ToggleButton(null, new FontIcon(icon));
    b.setAccessibleText(text);
    b.setTooltip(new Tooltip(text));
    b.setToggleGroup(group);
    b.setSelected(kind == model.slice().kind().get());
    b.setOnAction(e -> {
      comparison.show(false);
      model.slice().show(kind);
    });
    b.getStyleClass()
        .add(to.getChildren().isEmpty() ? "left-pill" : kind == ViewKind.HISTOGRAM ? "right-pill" : "center-pill");
    kinds.put(kind, b);
    to.getChildren().add(b);
  }

  private void arrange() {
    ArrayRow row = model.names().chosen().get();
    if (row == null) {
      right
          .getChildren()
          .setAll(
              message(
                  model.names().rows().isEmpty()
                      ? "Run a script to the end: the names that hold arrays are listed here."
                          + "\nThose of functions, such as main(), are gone by then."
                      : "Choose an array to look at its elements."));
      return;
    }
    name.setText(row.path() + "   " + row.type());
    facts(row);
    kinds.forEach((kind, b) -> b.setSelected(kind == model.slice().kind().get() && !comparison.shown().get()));
    content.getChildren().setAll(shown(row.statistics()));
    right.getChildren().setAll(body);
  }

  private Node shown(@Nullable Statistics statistics) {
    if (comparison.shown().get()) {
      return shown(comparison.picture().get(), true);
    }
    if (model.slice().cells().get() != null) {
      return grid;
    }
    if (model.slice().kind().get() == ViewKind.HISTOGRAM) {
      if (statistics == null) {
        return busy();
      }
      plot.show(null, statistics);
      return plot;
    }
    return shown(model.slice().picture().get(), false);
  }

  private Node shown(Picture wanted, boolean difference) {
    return switch (wanted) {
      case Picture.None n -> new Region();
      case Picture.Loading l -> busy();
      case Picture.Failed f -> message(f.text());
      case Picture.Ready r when r.slicing().axes().isEmpty() -> message(ElementText.of(r.slice(), 0, r.dtype()));
      case Picture.Ready r when difference ? r.slicing().axes().size() == 1 : isLine() -> {
        plot.show(r, null);
        yield plot;
      }
      case Picture.Ready r when r.slicing().axes().size() < 2 ->
          message("This view needs two axes; this array has " + r.slicing().axes().size() + ". Use Line or Table.");
      case Picture.Ready r -> {
        picture.show(
            r,
            difference
                ? SlicePicture.Style.DIFFERENCE
                : model.slice().kind().get() == ViewKind.HEAT ? SlicePicture.Style.HEAT : SlicePicture.Style.IMAGE);
        yield picture;
      }
    };
  }

  private boolean isLine() {
    return model.slice().kind().get() == ViewKind.LINE;
  }

  private static Node busy() {
    ProgressIndicator busy = new ProgressIndicator();
    busy.setAccessibleText("Loading");
    busy.setMaxSize(28, 28);
    return busy;
  }

  private static Label message(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("panel-message");
    return label;
  }

  private void facts(ArrayRow row) {
    facts.getChildren().clear();
    fact("device", row.named().device(), false);
    fact("memory", Quantities.bytes(row.named().bytes()), false);
    fact("elements", Quantities.count(row.elements()), false);
    if (row.named().weakType()) {
      fact("type", "weak", false);
    }
    Statistics s = row.statistics();
    firstNan.setVisible(s != null && s.nans() > 0);
    if (s == null) {
      return;
    }
    if (s.elements() > s.nans() + s.infinities()) {
      fact("min", PlotCanvas.number(s.minimum()), false);
      fact("max", PlotCanvas.number(s.maximum()), false);
      fact("mean", PlotCanvas.number(s.mean()), false);
      fact("std", PlotCanvas.number(s.deviation()), false);
    }
    fact("zeros", Quantities.count(s.zeros()), false);
    if (s.nans() > 0) {
      fact("NaN", Quantities.count(s.nans()), true);
    }
    if (s.infinities() > 0) {
      fact("inf", Quantities.count(s.infinities()), true);
    }
  }

  private void fact(String key, String value, boolean warning) {
    Label k = new Label(key);
    k.getStyleClass().add("fact-key");
    Label v = new Label(value);
    v.getStyleClass().addAll("fact", warning ? "warning" : "plain");
    facts.getChildren().add(new HBox(4, k, v));
  }
}
