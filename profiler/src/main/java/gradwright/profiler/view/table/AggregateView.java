package gradwright.profiler.view.table;

import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.table.Aggregate;
import gradwright.profiler.table.Aggregation;
import gradwright.profiler.table.Grouping;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.view.canvas.Background;
import gradwright.profiler.view.canvas.ThemedCanvas;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Times by kernel, function or line, of everything or of the range selected in the timeline.
public final class AggregateView extends BorderPane {
  private final ProfileSource source;
  private final AggregateTable table;
  private final Label figures = new Label();
  private final ToggleButton only = new ToggleButton("Selection");
  private final Background<List<Aggregate>> adding;
  private volatile Grouping grouping = Grouping.KERNEL;
  private volatile @Nullable Range range;
  private @Nullable Range selected;

  public AggregateView(ProfileSource source, FocusModel focus) {
    this.source = source;
    table = new AggregateTable(next -> focus.set(next, this));
    adding = new Background<>(this::add, this::show);
    setTop(bar());
    setCenter(table);
    focus.listen((next, origin) -> {
      if (origin != this) {
        table.reveal(next);
      }
    });
    source.listen(adding::request);
    adding.request();
  }

  private HBox bar() {
    HBox bar = new HBox();
    bar.getStyleClass().add("gw-bar");
    bar.getStylesheets().add(ThemedCanvas.stylesheet());
    ToggleGroup group = new ToggleGroup();
    for (Grouping each : Grouping.values()) {
      ToggleButton button = new ToggleButton(each.text());
      button.setToggleGroup(group);
      button.setSelected(each == grouping);
      button.setAccessibleText("Add up by " + each.text());
      button.setOnAction(_ -> {
        button.setSelected(true);
        grouping = each;
        adding.request();
      });
      bar.getChildren().add(button);
    }
    TextField filter = new TextField();
    filter.setPromptText("Filter");
    filter.setAccessibleText("Filter rows");
    filter.setId("filter");
    filter.setPrefWidth(160);
    filter.textProperty().addListener((_, _, text) -> table.filter(text));
    only.setDisable(true);
    only.setAccessibleText("Only the range selected in the timeline");
    only.setOnAction(_ -> rangeChanged());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    bar.getChildren().addAll(filter, only, gap, figures);
    return bar;
  }

  /// Whether anybody sees this view; while nobody does it does no work.
  public void setActive(boolean seen) {
    adding.setActive(seen);
  }

  /// Tells which range of time is selected, null for none.
  public void setRange(@Nullable Range next) {
    selected = next;
    only.setDisable(next == null);
    only.setSelected(next != null && only.isSelected());
    rangeChanged();
  }

  private void rangeChanged() {
    Range next = only.isSelected() ? selected : null;
    if (!Objects.equals(next, range)) {
      range = next;
      adding.request();
    }
  }

  private List<Aggregate> add() {
    Range within = range;
    return within == null
        ? Aggregation.of(source.recording(), grouping, source.machine())
        : Aggregation.of(source.recording(), grouping, source.machine(), within);
  }

  private void show(List<Aggregate> rows) {
    table.show(rows);
    double nanos = rows.stream().mapToDouble(Aggregate::nanos).sum();
    long runs = rows.stream().mapToLong(Aggregate::count).sum();
    figures.setText(runs == 0 ? "" : Quantities.count(runs) + " runs, " + Quantities.duration(nanos) + " on devices");
  }
}
