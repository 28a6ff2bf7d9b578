package gradwright.profiler.view.timeline;

import gradwright.profiler.timeline.Highlight;
import gradwright.profiler.timeline.Lane;
import gradwright.profiler.timeline.Lane.Position;
import gradwright.profiler.timeline.LaneKind;
import gradwright.profiler.timeline.LaneRow;
import gradwright.profiler.timeline.LaneStack;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.timeline.Ruler;
import gradwright.profiler.timeline.Timeline;
import gradwright.profiler.timeline.TimelineModel;
import gradwright.profiler.timeline.Viewport;
import gradwright.profiler.view.canvas.Ink;
import gradwright.profiler.view.canvas.Shades;
import gradwright.profiler.view.canvas.TextFit;
import gradwright.profiler.view.canvas.ThemedCanvas;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Draws a timeline: a ruler above, names of lanes on the left, spans in rows.
final class TimelineCanvas extends ThemedCanvas {
  static final double RULER = 22;
  static final double GUTTER = 92;
  private static final double LEAST_LABEL = 40;
  private static final double DIMMED = 0.28;

  private record Label(String text, Color color, double x, double y) {}

  private final TimelineModel model;
  private final RowImage image = new RowImage();
  private final TextFit fit = new TextFit(smallFont());
  private final DoubleProperty scroll = new SimpleDoubleProperty();
  private final List<Label> labels = new ArrayList<>();
  private @Nullable Timeline drawn;

  TimelineCanvas(TimelineModel model) {
    this.model = model;
    model.listen(this::redraw);
    scroll.addListener(_ -> redraw());
  }

  /// How far the rows are scrolled down.
  DoubleProperty scrollProperty() {
    return scroll;
  }

  /// The height that rows are shown in.
  double rowsHeight() {
    return Math.max(0, getHeight() - RULER);
  }

  /// Where the number of the bar is below a height of the view, or -1.
  int barAt(double y) {
    return y < RULER ? -1 : model.stack().at(y - RULER + scroll.get());
  }

  @Override
  protected void colorsChanged() {
    image.forgetColors();
    redraw();
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    double plotWidth = Math.max(1, width - GUTTER);
    model.resize(plotWidth);
    Timeline timeline = model.timeline();
    if (timeline != drawn) {
      image.forgetColors();
      image.forgetRows();
      drawn = timeline;
    }
    g.setTextBaseline(VPos.CENTER);
    if (timeline.isEmpty()) {
      drawNothing(g, width, height);
      return;
    }
    double rows = Math.min(height - RULER, Math.ceil(model.stack().height()));
    image.begin(plotWidth, rows, outputScale());
    drawTicks(g, width, height);
    paintRows(timeline, rows);
    g.setImageSmoothing(false);
    g.drawImage(image.finish(), GUTTER, RULER, plotWidth, rows);
    drawLabels(g);
    drawMarks(g, timeline, width, height);
    drawGutter(g, timeline, height);
    drawSelection(g, width, height);
  }

  private void drawNothing(GraphicsContext g, double width, double height) {
    g.setFont(font());
    g.setFill(ink(Ink.MUTED));
    g.setTextAlign(TextAlignment.CENTER);
    g.fillText(
        "Run a program to see when it was traced and compiled, and when its kernels ran.", width / 2, height / 2);
    g.setTextAlign(TextAlignment.LEFT);
  }

  private void drawTicks(GraphicsContext g, double width, double height) {
    Viewport viewport = model.viewport();
    g.setFont(smallFont());
    for (Ruler.Tick tick : Ruler.ticks(viewport, model.timeline().start(), 96)) {
      double x = GUTTER + Math.floor(viewport.pixelOf(tick.time()));
      g.setFill(ink(Ink.GRID));
      g.fillRect(x, RULER - 5, 1, height - RULER + 5);
      g.setFill(ink(Ink.MUTED));
      if (x + 6 + fit.width(tick.text()) < width) {
        g.fillText(tick.text(), Math.round(x + 4), RULER / 2);
      }
    }
    g.setFill(ink(Ink.GRID));
    g.fillRect(0, RULER - 1, GUTTER + viewport.pixelOf(viewport.to()), 1);
  }

  private boolean isVisible(LaneStack.Bar bar, double rows) {
    return bar.bottom() > scroll.get() && bar.top() < scroll.get() + rows;
  }

  private void paintRows(Timeline timeline, double rows) {
    Highlight highlight = model.highlight();
    List<LaneStack.Bar> bars = model.stack().bars();
    for (int i = 0; i < bars.size(); i++) {
      LaneStack.Bar bar = bars.get(i);
      if (!isVisible(bar, rows)) {
        continue;
      }
      Lane lane = timeline.lanes().get(bar.lane());
      LaneRow row = lane.rows().get(bar.row());
      double top = bar.top() - scroll.get();
      double bottom = bar.bottom() - scroll.get();
      image.look(i, row, model.viewport());
      image.paint(timeline, lane, row, top, bottom, highlight == null ? 1 : DIMMED, this::ink);
      if (highlight != null) {
        row = highlight.rows().get(bar.lane()).get(bar.row());
        image.lookAtHighlight(row, model.viewport());
        image.paint(timeline, lane, row, top, bottom, 1, 1, this::ink);
      }
      noteLabels(timeline, lane, row, RULER + top + LaneStack.BAR / 2);
    }
  }

  /// Notes the labels of the row that the image has looked at; they are drawn above the image.
  private void noteLabels(Timeline timeline, Lane lane, LaneRow row, double middle) {
    int[] indices = image.indices();
    double scale = image.scale();
    int start = 0;
    while (start < indices.length) {
      int stop = start + 1;
      while (stop < indices.length && indices[stop] == indices[start]) {
        stop++;
      }
      double wide = (stop - start) / scale;
      if (indices[start] >= 0 && wide >= LEAST_LABEL) {
        int item = row.item(indices[start]);
        String text = fit.fit(name(timeline, lane, item), wide - 9);
        Color color = Shades.textOn(image.color(timeline, lane, item, this::ink));
        labels.add(new Label(text, color, Math.round(GUTTER + start / scale + 4), Math.round(middle)));
      }
      start = stop;
    }
  }

  private void drawLabels(GraphicsContext g) {
    g.setFont(smallFont());
    for (Label label : labels) {
      g.setFill(label.color());
      g.fillText(label.text(), label.x(), label.y());
    }
    labels.clear();
  }

  private static String name(Timeline timeline, Lane lane, int item) {
    var recording = timeline.recording();
    return switch (lane.kind()) {
      case TRACING -> timeline.traced().get(item).function();
      case LOWERING -> timeline.lowered().get(item).function();
      case COMPILING -> timeline.compiled().get(item).function();
      case DISPATCH -> recording.catalogue().function(recording.dispatches().program(item));
      case TRANSFER -> recording.devices().get(recording.transfers().to(item));
      case KERNELS -> recording.catalogue().kernel(recording.runs().get(lane.device()).kernel(item)).name();
    };
  }

  private void drawMarks(GraphicsContext g, Timeline timeline, double width, double height) {
    Position hovered = model.hovered();
    if (hovered != null) {
      frame(g, timeline, hovered, ink(Ink.TEXT), 1, width, height);
    }
    Position chosen = model.chosen();
    if (chosen != null) {
      frame(g, timeline, chosen, ink(Ink.TEXT), 2, width, height);
    }
  }

  private void frame(
      GraphicsContext g, Timeline timeline, Position position, Color color, double line, double width, double height) {
    for (LaneStack.Bar bar : model.stack().bars()) {
      if (bar.lane() == position.lane() && bar.row() == position.row()) {
        LaneRow row = timeline.row(position);
        double left = GUTTER + Math.floor(model.viewport().pixelOf(row.start(position.index())));
        double right = GUTTER + Math.ceil(model.viewport().pixelOf(row.end(position.index())));
        double from = Math.max(GUTTER, left);
        double to = Math.min(width, Math.max(right, left + 2));
        double top = RULER + bar.top() - scroll.get();
        if (to > from && top + LaneStack.BAR > RULER && top < height) {
          g.setStroke(color);
          g.setLineWidth(line);
          g.strokeRect(from - line / 2, top - line / 2, to - from + line, LaneStack.BAR + line);
        }
      }
    }
  }

  private void drawGutter(GraphicsContext g, Timeline timeline, double height) {
    g.setFill(ink(Ink.BACKGROUND));
    g.fillRect(0, RULER, GUTTER, height - RULER);
    g.setFill(ink(Ink.GRID));
    g.fillRect(GUTTER - 1, 0, 1, height);
    g.setFont(smallFont());
    for (LaneStack.Bar bar : model.stack().bars()) {
      if (bar.row() == 0) {
        Lane lane = timeline.lanes().get(bar.lane());
        double middle = RULER + bar.top() - scroll.get() + LaneStack.BAR / 2;
        if (middle > RULER && middle < height) {
          g.setFill(lane.kind() == LaneKind.KERNELS ? ink(Ink.TEXT) : ink(Ink.MUTED));
          g.fillText(fit.fit(lane.name(), GUTTER - 18), 10, Math.round(middle));
        }
      }
    }
    // Rows that are scrolled up must not show through the ruler's left end.
    g.setFill(ink(Ink.BACKGROUND));
    g.fillRect(0, 0, GUTTER - 1, RULER - 1);
  }

  private void drawSelection(GraphicsContext g, double width, double height) {
    Range range = model.selection();
    if (range == null) {
      return;
    }
    double from = Math.max(GUTTER, GUTTER + model.viewport().pixelOf(range.from()));
    double to = Math.min(width, GUTTER + model.viewport().pixelOf(range.to()));
    if (to > from) {
      g.setGlobalAlpha(0.35);
      g.setFill(ink(Ink.SELECTION));
      g.fillRect(from, RULER, to - from, height - RULER);
      g.setGlobalAlpha(1);
      g.setFill(ink(Ink.ACCENT));
      g.fillRect(Math.floor(from), 0, 1, height);
      g.fillRect(Math.floor(to) - 1, 0, 1, height);
    }
  }
}
