package gradwright.profiler.timeline;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.timeline.Lane.Position;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What a timeline view shows and what was chosen in it. Used on one thread.
public final class TimelineModel {
  private static final double ZOOM_STEP = 1.4;
  private static final double PAN_SHARE = 0.15;

  private final Viewport viewport = new Viewport();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Timeline timeline = Timeline.EMPTY;
  private LaneStack stack = LaneStack.of(timeline);
  private Focus focus = new Focus.None();
  private @Nullable Highlight highlight;
  private @Nullable Range selection;
  private @Nullable Position chosen;
  private @Nullable Position hovered;

  public Viewport viewport() {
    return viewport;
  }

  public Timeline timeline() {
    return timeline;
  }

  public LaneStack stack() {
    return stack;
  }

  /// What is to stand out, or null where nothing is.
  public @Nullable Highlight highlight() {
    return highlight;
  }

  public @Nullable Range selection() {
    return selection;
  }

  /// The span that arrow keys move from.
  public @Nullable Position chosen() {
    return chosen;
  }

  public @Nullable Position hovered() {
    return hovered;
  }

  /// Shows another state of the recording.
  public void show(Timeline next) {
    Position kept = chosen == null ? null : find(next, timeline, chosen);
    boolean another = !next.isEmpty() && (timeline.isEmpty() || next.start() != timeline.start());
    timeline = next;
    stack = LaneStack.of(next);
    chosen = kept;
    hovered = null;
    if (next.isEmpty() || (another && selection != null && selection.from() > next.end())) {
      selection = null;
    }
    viewport.extend(next.start(), next.end());
    if (next.isEmpty()) {
      viewport.fit();
    }
    highlight = highlightOf(focus);
    tell();
  }

  private static @Nullable Position find(Timeline next, Timeline before, Position position) {
    Lane lane = before.lanes().get(position.lane());
    long start = before.row(position).start(position.index());
    for (int l = 0; l < next.lanes().size(); l++) {
      List<LaneRow> rows = next.lanes().get(l).rows();
      if (next.lanes().get(l).name().equals(lane.name()) && position.row() < rows.size()) {
        int index = rows.get(position.row()).at(start);
        return index < 0 ? null : new Position(l, position.row(), index);
      }
    }
    return null;
  }

  private @Nullable Highlight highlightOf(Focus wanted) {
    if (wanted instanceof Focus.None) {
      return null;
    }
    Highlight found = Highlight.of(wanted, timeline);
    return found.isEmpty() ? null : found;
  }

  /// Lets what belongs to a focus stand out.
  public void focus(Focus next) {
    focus = next;
    highlight = highlightOf(next);
    tell();
  }

  public void select(@Nullable Range range) {
    selection = range;
    tell();
  }

  public void hover(@Nullable Position position) {
    if (!Objects.equals(position, hovered)) {
      hovered = position;
      tell();
    }
  }

  public void choose(@Nullable Position position) {
    chosen = position;
    tell();
  }

  /// The span that a pixel of a row shows, or null; spans thinner than a pixel are found too.
  public @Nullable Position hit(double pixel, int bar) {
    if (bar < 0 || bar >= stack.bars().size()) {
      return null;
    }
    LaneStack.Bar row = stack.bars().get(bar);
    int[] index = new int[1];
    timeline
        .lanes()
        .get(row.lane())
        .rows()
        .get(row.row())
        .pixels(viewport.timeAt(Math.floor(pixel)), viewport.step(), index, new float[1]);
    return index[0] < 0 ? null : new Position(row.lane(), row.row(), index[0]);
  }

  /// Moves the choice to the span before or after it in its row, and brings it into view.
  public void chooseNext(int direction) {
    Position from = chosen;
    if (from == null) {
      chooseFirst();
      return;
    }
    int index = Math.clamp(from.index() + direction, 0, timeline.row(from).size() - 1);
    chooseAndReveal(new Position(from.lane(), from.row(), index));
  }

  /// Moves the choice to the row above or below, to the span there that is nearest in time.
  public void chooseRow(int direction) {
    Position from = chosen;
    if (from == null) {
      chooseFirst();
      return;
    }
    for (int i = 0; i < stack.bars().size(); i++) {
      LaneStack.Bar bar = stack.bars().get(i);
      if (bar.lane() == from.lane() && bar.row() == from.row()) {
        int to = i + direction;
        if (to >= 0 && to < stack.bars().size()) {
          double time = timeline.row(from).start(from.index());
          chooseAndReveal(nearest(stack.bars().get(to), time));
        }
        return;
      }
    }
  }

  private void chooseFirst() {
    if (!stack.bars().isEmpty()) {
      double middle = viewport.from();
      chooseAndReveal(nearest(stack.bars().getFirst(), middle));
    }
  }

  private Position nearest(LaneStack.Bar bar, double time) {
    LaneRow row = timeline.lanes().get(bar.lane()).rows().get(bar.row());
    int index = Math.min(row.firstEndingAfter(time), row.size() - 1);
    if (index > 0 && time - row.end(index - 1) < row.start(index) - time) {
      index--;
    }
    return new Position(bar.lane(), bar.row(), index);
  }

  private void chooseAndReveal(Position position) {
    chosen = position;
    viewport.reveal(rangeOf(position));
    tell();
  }

  private Range rangeOf(Position position) {
    LaneRow row = timeline.row(position);
    return new Range(row.start(position.index()), row.end(position.index()));
  }

  /// Zooms in (1) or out (-1) by one step around a pixel.
  public void zoom(double steps, double pixel) {
    viewport.zoom(Math.pow(ZOOM_STEP, steps), pixel);
    tell();
  }

  /// Moves by shares of the width, to what is later where they are positive.
  public void pan(double steps) {
    panPixels(steps * PAN_SHARE * (viewport.to() - viewport.from()) / viewport.step());
  }

  public void panPixels(double pixels) {
    viewport.pan(pixels);
    tell();
  }

  public void fit() {
    viewport.fit();
    tell();
  }

  /// Shows the selected range, or else the chosen span, as wide as the view.
  public void zoomToSelection() {
    Range range = selection != null ? selection : chosen != null ? rangeOf(chosen) : null;
    if (range != null) {
      viewport.show(range);
      tell();
    }
  }

  public void resize(double width) {
    viewport.resize(width);
  }

  /// Adds a listener that is told of every change; running the result removes it.
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }
}
