package gradwright.profiler.view.memory;

import gradwright.profiler.memory.MemoryCurve;
import gradwright.profiler.memory.MemoryModel;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.timeline.Ruler;
import gradwright.profiler.timeline.Viewport;
import gradwright.profiler.view.canvas.Ink;
import gradwright.profiler.view.canvas.TextFit;
import gradwright.profiler.view.canvas.ThemedCanvas;
import java.util.Arrays;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Draws live bytes over time, a strip for each device, with the peak and the moment that is looked at.
final class MemoryCanvas extends ThemedCanvas {
  static final double RULER = 22;
  static final double GUTTER = 92;
  private static final double HEADROOM = 1.12;
  private static final double GAP = 6;

  private final MemoryModel model;
  private final TextFit fit = new TextFit(smallFont());

  MemoryCanvas(MemoryModel model) {
    this.model = model;
    model.listen(this::redraw);
  }

  private double stripHeight(double height) {
    return (height - RULER) / Math.max(1, model.history().curves().size());
  }

  /// The number of the curve at a height.
  int curveAt(double y) {
    return (int) ((y - RULER) / Math.max(1, stripHeight(getHeight())));
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    g.setTextBaseline(VPos.CENTER);
    Viewport viewport = model.viewport();
    viewport.resize(Math.max(1, width - GUTTER));
    if (model.history().isEmpty()) {
      g.setFont(font());
      g.setFill(ink(Ink.MUTED));
      g.setTextAlign(TextAlignment.CENTER);
      g.fillText("Run a program to see how much memory its arrays take.", width / 2, height / 2);
      g.setTextAlign(TextAlignment.LEFT);
      return;
    }
    g.setFont(smallFont());
    for (Ruler.Tick tick : Ruler.ticks(viewport, model.history().start(), 96)) {
      double x = GUTTER + Math.floor(viewport.pixelOf(tick.time()));
      g.setFill(ink(Ink.GRID));
      g.fillRect(x, RULER - 5, 1, height - RULER + 5);
      if (x + 6 + fit.width(tick.text()) < width) {
        g.setFill(ink(Ink.MUTED));
        g.fillText(tick.text(), Math.round(x + 4), RULER / 2);
      }
    }
    g.setFill(ink(Ink.GRID));
    g.fillRect(0, RULER - 1, width, 1);
    double strip = stripHeight(height);
    for (int i = 0; i < model.history().curves().size(); i++) {
      drawCurve(g, i, width, Math.floor(RULER + i * strip), Math.floor(RULER + (i + 1) * strip));
    }
    g.setFill(ink(Ink.GRID));
    g.fillRect(GUTTER - 1, 0, 1, height);
  }

  private void drawCurve(GraphicsContext g, int number, double width, double top, double bottom) {
    MemoryCurve curve = model.history().curves().get(number);
    double highest = Math.max(1, curve.peak() * HEADROOM);
    double scale = (bottom - top - GAP) / highest;
    int pixels = (int) Math.max(1, width - GUTTER);
    long[] least = new long[pixels];
    long[] most = new long[pixels];
    curve.pixels(model.viewport().from(), model.viewport().step(), least, most);
    double base = bottom - 1;
    drawArea(g, least, most, base, scale);
    g.setFill(ink(Ink.GRID));
    g.fillRect(0, base, width, 1);
    drawPeak(g, curve, width, base - curve.peak() * scale);
    if (number == model.device()) {
      drawMoment(g, curve, width, top, base, scale);
    }
    g.setFill(ink(Ink.TEXT));
    g.fillText(fit.fit(curve.device(), GUTTER - 18), 10, Math.round((top + bottom) / 2 - 8));
    g.setFill(ink(Ink.MUTED));
    g.fillText(Quantities.bytes(curve.at(model.viewport().to())), 10, Math.round((top + bottom) / 2 + 8));
  }

  /// What was alive all through a pixel is filled fully, what came and went within it faintly.
  private void drawArea(GraphicsContext g, long[] least, long[] most, double base, double scale) {
    fill(g, most, base, scale, 0.3);
    fill(g, least, base, scale, 0.45);
    g.setFill(ink(Ink.ACCENT));
    int start = 0;
    while (start < most.length) {
      int stop = start + 1;
      while (stop < most.length && most[stop] == most[start]) {
        stop++;
      }
      g.fillRect(GUTTER + start, Math.round(base - most[start] * scale), stop - start, 1);
      start = stop;
    }
  }

  private void fill(GraphicsContext g, long[] heights, double base, double scale, double alpha) {
    double[] x = new double[2 * heights.length + 2];
    double[] y = new double[2 * heights.length + 2];
    int n = 0;
    x[n] = GUTTER;
    y[n++] = base;
    for (int p = 0; p < heights.length; p++) {
      if (p == 0 || heights[p] != heights[p - 1]) {
        if (p > 0) {
          x[n] = GUTTER + p;
          y[n++] = base - heights[p - 1] * scale;
        }
        x[n] = GUTTER + p;
        y[n++] = base - heights[p] * scale;
      }
    }
    x = Arrays.copyOf(x, n + 2);
    y = Arrays.copyOf(y, n + 2);
    x[n] = GUTTER + heights.length;
    y[n] = base - heights[heights.length - 1] * scale;
    x[n + 1] = GUTTER + heights.length;
    y[n + 1] = base;
    g.setGlobalAlpha(alpha);
    g.setFill(ink(Ink.ACCENT));
    g.fillPolygon(x, y, n + 2);
    g.setGlobalAlpha(1);
  }

  private void drawPeak(GraphicsContext g, MemoryCurve curve, double width, double y) {
    g.setStroke(ink(Ink.MUTED));
    g.setLineWidth(1);
    g.setLineDashes(3, 3);
    g.strokeLine(GUTTER, Math.floor(y) + 0.5, width, Math.floor(y) + 0.5);
    g.setLineDashes();
    String text = "peak " + Quantities.bytes(curve.peak());
    double left = width - fit.width(text) - 12;
    g.setGlobalAlpha(0.8);
    g.setFill(ink(Ink.BACKGROUND));
    g.fillRect(left - 4, Math.floor(y) + 3, fit.width(text) + 8, 15);
    g.setGlobalAlpha(1);
    g.setFill(ink(Ink.TEXT));
    g.fillText(text, Math.round(left), Math.round(y + 11));
  }

  private void drawMoment(GraphicsContext g, MemoryCurve curve, double width, double top, double base, double scale) {
    double x = GUTTER + Math.floor(model.viewport().pixelOf(model.moment()));
    if (x < GUTTER || x >= width) {
      return;
    }
    double y = base - curve.at(model.moment()) * scale;
    g.setFill(ink(Ink.TEXT));
    g.fillRect(x, top, 1, base - top);
    g.fillOval(x - 3, Math.round(y) - 3, 7, 7);
  }
}
