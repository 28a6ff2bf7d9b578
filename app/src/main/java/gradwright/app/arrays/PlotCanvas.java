package gradwright.app.arrays;

import gradwright.app.jaxpr.CanvasPane;
import gradwright.profiler.quantity.Quantities;
import gradwright.protocol.Arrays.Range;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// A line over the index of one axis, or a histogram; with axes, and the value under the pointer.
final class PlotCanvas extends CanvasPane {
  private static final double LEFT = 74;
  private static final double BOTTOM = 30;
  private static final double TOP = 14;
  private static final double RIGHT = 18;
  private static final Font FONT = Font.font("Monospaced", 11);

  private Picture.@Nullable Ready line;
  private @Nullable Statistics histogram;
  private double pointer = -1;

  PlotCanvas() {
    addEventHandler(
        MouseEvent.MOUSE_MOVED,
        e -> {
          pointer = e.getX();
          redraw();
        });
    addEventHandler(
        MouseEvent.MOUSE_EXITED,
        e -> {
          pointer = -1;
          redraw();
        });
  }

  void show(Picture.@Nullable Ready nextLine, @Nullable Statistics nextHistogram) {
    line = nextLine;
    histogram = nextHistogram;
    setAccessibleText(nextLine != null ? "Line of " + nextLine.slicing().text() : "Histogram");
    redraw();
  }

  static String number(double v) {
    double size = Math.abs(v);
    if (v == 0) {
      return "0";
    }
    if (size >= 1e5 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.2e", v);
    }
    String s = String.format(Locale.ROOT, size >= 100 ? "%.1f" : "%.4f", v);
    return s.contains(".") ? s.replaceAll("0+$", "").replaceAll("\\.$", "") : s;
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    g.setFont(FONT);
    if (line != null) {
      drawLine(g, line, width, height);
    } else if (histogram != null) {
      drawHistogram(g, histogram, width, height);
    }
  }

  private void frame(GraphicsContext g, double width, double height, double low, double high, double from, double to) {
    double w = width - LEFT - RIGHT;
    double h = height - TOP - BOTTOM;
    g.setLineWidth(1);
    g.setTextAlign(TextAlignment.RIGHT);
    g.setTextBaseline(VPos.CENTER);
    for (double v : ticks(low, high, (int) Math.clamp(h / 28, 3, 8))) {
      double y = Math.rint(TOP + h * (high - v) / (high - low)) + 0.5;
      g.setStroke(colour("-color-border-muted"));
      g.strokeLine(LEFT, y, LEFT + w, y);
      g.setFill(colour("-color-fg-muted"));
      g.fillText(number(v), LEFT - 6, y);
    }
    g.setTextBaseline(VPos.TOP);
    g.setTextAlign(TextAlignment.CENTER);
    for (double v : ticks(from, to, (int) Math.clamp(w / 90, 2, 8))) {
      double x = to > from ? LEFT + w * (v - from) / (to - from) : LEFT;
      g.setStroke(colour("-color-border-muted"));
      g.strokeLine(Math.rint(x) + 0.5, TOP + h, Math.rint(x) + 0.5, TOP + h + 4);
      g.fillText(number(v), x, height - BOTTOM + 7);
    }
  }

  /// About `n` round numbers between two bounds.
  static List<Double> ticks(double low, double high, int n) {
    if (!(high > low)) {
      return List.of(low);
    }
    double raw = (high - low) / n;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double share = raw / power;
    double step = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    List<Double> all = new ArrayList<>();
    for (double k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9 && all.size() < 50; k++) {
      all.add(k * step);
    }
    return all;
  }

  private void drawLine(GraphicsContext g, Picture.Ready r, double width, double height) {
    Slice s = r.slice();
    double[] v = s.values();
    if (v.length == 0) {
      return;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double x : v) {
      if (Double.isFinite(x)) {
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
    }
    if (low >= high) {
      double middle = low > high ? 0 : low;
      low = middle - 1;
      high = middle + 1;
    }
    Range range = s.ranges().get(r.slicing().axes().getFirst());
    frame(g, width, height, low, high, range.start(), range.start() + (v.length - 1.0) * range.step());
    double w = width - LEFT - RIGHT;
    double h = height - TOP - BOTTOM;
    double step = v.length > 1 ? w / (v.length - 1) : 0;
    g.setStroke(colour("-color-accent-emphasis"));
    g.setLineWidth(1.4);
    g.beginPath();
    boolean open = false;
    for (int i = 0; i < v.length; i++) {
      double x = LEFT + i * step;
      if (!Double.isFinite(v[i])) {
        open = false;
      } else {
        double y = TOP + h * (high - v[i]) / (high - low);
        if (open) {
          g.lineTo(x, y);
        } else {
          g.moveTo(x, y);
          g.lineTo(x + 0.5, y);
        }
        open = true;
      }
    }
    g.stroke();
    g.setFill(colour("-color-danger-emphasis"));
    for (int i = 0; i < v.length; i++) {
      if (!Double.isFinite(v[i])) {
        double y = Double.isNaN(v[i]) ? TOP + h : v[i] > 0 ? TOP : TOP + h;
        g.fillOval(LEFT + i * step - 2.5, y - 2.5, 5, 5);
      }
    }
    int at = (int) Math.round((pointer - LEFT) / Math.max(1e-9, step));
    boolean inside = pointer >= 0 && at >= 0 && at < v.length;
    String text =
        inside
            ? "[" + (range.start() + at * range.step()) + "] = " + ElementText.of(s, at, r.dtype())
            : SlicePicture.thinned(r);
    note(g, text, inside ? LEFT + at * step : -1, width, h);
  }

  private void note(GraphicsContext g, String text, double x, double width, double h) {
    if (x >= 0) {
      g.setStroke(colour("-color-fg-subtle"));
      g.setLineWidth(1);
      g.strokeLine(Math.rint(x) + 0.5, TOP, Math.rint(x) + 0.5, TOP + h);
    }
    if (!text.isEmpty()) {
      g.setFill(colour("-color-bg-subtle"));
      g.fillRect(width - RIGHT - text.length() * 6.7 - 10, TOP + 2, text.length() * 6.7 + 8, 17);
      g.setFill(colour("-color-fg-default"));
      g.setTextAlign(TextAlignment.RIGHT);
      g.setTextBaseline(VPos.TOP);
      g.fillText(text, width - RIGHT - 5, TOP + 5);
    }
  }

  private void drawHistogram(GraphicsContext g, Statistics s, double width, double height) {
    long most = 1;
    for (long n : s.histogram()) {
      most = Math.max(most, n);
    }
    frame(g, width, height, 0, most, s.minimum(), s.maximum());
    double w = width - LEFT - RIGHT;
    double h = height - TOP - BOTTOM;
    double bar = w / s.histogram().length;
    Color fill = colour("-color-accent-emphasis");
    int at = pointer < LEFT ? -1 : (int) ((pointer - LEFT) / bar);
    for (int i = 0; i < s.histogram().length; i++) {
      double tall = h * s.histogram()[i] / most;
      g.setFill(i == at ? colour("-color-accent-fg") : fill);
      g.fillRect(LEFT + i * bar, TOP + h - tall, Math.max(1, bar - 1), tall);
    }
    if (at >= 0 && at < s.histogram().length) {
      double size = (s.maximum() - s.minimum()) / s.histogram().length;
      String text =
          String.format(
              Locale.ROOT,
              "%s from %s to %s",
              Quantities.count(s.histogram()[at]),
              number(s.minimum() + at * size),
              number(s.minimum() + (at + 1) * size));
      note(g, text, -1, width, h);
    }
  }
}
