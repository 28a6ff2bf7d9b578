package gradwright.profiler.view.timeline;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.timeline.Lane.Position;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.timeline.RangeSums;
import gradwright.profiler.timeline.Slice;
import gradwright.profiler.timeline.SliceFacts;
import gradwright.profiler.timeline.SliceFacts.EquationText;
import gradwright.profiler.timeline.Timeline;
import gradwright.profiler.timeline.TimelineModel;
import gradwright.profiler.view.canvas.Background;
import gradwright.profiler.view.canvas.HoverCard;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The timeline: what the host and each device did when. `W` and `S` zoom, `A` and `D` move, the wheel zooms at the
/// pointer, dragging selects a range, arrows go from span to span and Enter looks at one.
public final class TimelineView extends BorderPane {
  private record Job(Timeline timeline, @Nullable Range range) {}

  private record Sums(@Nullable RangeSums sums) {}

  private final ProfileSource source;
  private final FocusModel focus;
  private final TimelineModel model = new TimelineModel();
  private final TimelineCanvas canvas = new TimelineCanvas(model);
  private final HoverCard card = new HoverCard();
  private final SumsPane sums = new SumsPane();
  private final ScrollBar scroll = new ScrollBar();
  private final Background<Timeline> layout;
  private final Background<Sums> adding;
  private volatile Job job = new Job(Timeline.EMPTY, null);
  private EquationText equations = (_, _) -> null;
  private @Nullable Position carded;

  public TimelineView(ProfileSource source, FocusModel focus) {
    this.source = source;
    this.focus = focus;
    layout = new Background<>(() -> Timeline.of(source.recording()), model::show);
    adding = new Background<>(this::add, this::showSums);
    new TimelineInput(canvas, model, this::open);
    canvas.setAccessibleText("Timeline");
    canvas.setAccessibleHelp("W and S zoom, A and D move, arrows go from span to span, Enter looks at one");
    canvas.setId("timeline");
    Pane overlay = new Pane(card);
    overlay.setMouseTransparent(true);
    scroll.setOrientation(Orientation.VERTICAL);
    scroll.setAccessibleText("Scroll lanes");
    scroll.setFocusTraversable(false);
    canvas.scrollProperty().bindBidirectional(scroll.valueProperty());
    canvas.heightProperty().addListener(_ -> fitScroll());
    setTop(new TimelineBar(model));
    setCenter(new StackPane(canvas, overlay));
    setRight(scroll);
    setBottom(sums);
    fitScroll();
    model.listen(this::changed);
    focus.listen((next, _) -> model.focus(next));
    model.focus(focus.focus());
    source.listen(layout::request);
    layout.request();
  }

  /// Tells where the texts of equations come from.
  public void setEquationText(EquationText text) {
    equations = text;
  }

  /// Says again what is hovered: texts of equations came.
  public void refreshCard() {
    carded = null;
    showCard();
  }

  /// Whether anybody sees this view; while nobody does it does no work.
  public void setActive(boolean seen) {
    layout.setActive(seen);
  }

  /// What is shown and chosen.
  public TimelineModel model() {
    return model;
  }

  private void open(Position position) {
    Focus next = model.timeline().slice(position).focus();
    if (!(next instanceof Focus.None)) {
      focus.set(next, this);
    }
  }

  private void changed() {
    fitScroll();
    showCard();
    Job next = new Job(model.timeline(), model.selection());
    if (!next.equals(job)) {
      job = next;
      adding.request();
    }
    canvas.setAccessibleRoleDescription(
        Optional.ofNullable(model.chosen())
            .map(p -> model.timeline().slice(p))
            .map(s -> s.name() + ", " + Quantities.duration(s.nanos()))
            .orElse("timeline"));
  }

  private void fitScroll() {
    double visible = canvas.rowsHeight();
    double all = model.stack().height();
    double most = Math.max(0, all - visible);
    scroll.setMax(most);
    scroll.setVisibleAmount(most == 0 ? 1 : visible / all * most);
    scroll.setValue(Math.min(scroll.getValue(), most));
    // Its place stays free when it is not needed: the scale of time must not change while somebody drags.
    scroll.setVisible(most > 0);
  }

  private void showCard() {
    // What was chosen by keys; a mouse shows what it is over.
    boolean byKeys = canvas.isFocused() && !canvas.isHover();
    Position position = model.hovered() != null ? model.hovered() : byKeys ? model.chosen() : null;
    if (position == null || model.timeline().isEmpty()) {
      card.hide();
      carded = null;
      return;
    }
    if (!position.equals(carded)) {
      carded = position;
      Slice slice = model.timeline().slice(position);
      card.show(slice.name(), SliceFacts.of(slice, model.timeline().start(), source.machine(), equations));
    }
    placeCard(position);
  }

  private void placeCard(Position position) {
    var row = model.timeline().row(position);
    double start = model.viewport().pixelOf(row.start(position.index()));
    double end = model.viewport().pixelOf(row.end(position.index()));
    double visible = canvas.getWidth() - TimelineCanvas.GUTTER;
    double x = TimelineCanvas.GUTTER + (Math.clamp(start, 0, visible) + Math.clamp(end, 0, visible)) / 2;
    for (var bar : model.stack().bars()) {
      if (bar.lane() == position.lane() && bar.row() == position.row()) {
        double y = TimelineCanvas.RULER + bar.bottom() - canvas.scrollProperty().get();
        card.placeBeside(x, y - 8, canvas.getWidth(), canvas.getHeight());
      }
    }
  }

  private Sums add() {
    Job now = job;
    return new Sums(now.range() == null ? null : RangeSums.of(now.timeline(), now.range()));
  }

  private void showSums(Sums result) {
    if (result.sums() == null || model.selection() == null) {
      sums.hide();
    } else {
      sums.show(result.sums());
    }
  }
}
