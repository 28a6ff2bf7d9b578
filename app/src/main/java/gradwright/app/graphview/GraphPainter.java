package gradwright.app.graphview;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Draws a placed graph once: what is in sight only, and less of it when it is small.
final class GraphPainter {
  static final double FAR = 0.35;
  private static final Font[] TITLES = new Font[40];
  private static final Font[] TEXTS = new Font[40];

  private final GraphicsContext g;
  private final GraphModel model;
  private final Function<String, Color> colours;
  private final double zoom;
  private final double x;
  private final double y;

  /// @param x where the graph's left end is on the canvas; `y` its upper end
  GraphPainter(GraphicsContext g, GraphModel model, Function<String, Color> colours, double zoom, double x, double y) {
    this.g = g;
    this.model = model;
    this.colours = colours;
    this.zoom = zoom;
    this.x = x;
    this.y = y;
  }

  private Color colour(String name) {
    return colours.apply(name);
  }

  void paint(PlacedGraph placed, double width, double height) {
    double left = -x / zoom;
    double top = -y / zoom;
    double right = (width - x) / zoom;
    double bottom = (height - y) / zoom;
    boolean far = zoom < FAR;
    List<PlacedGraph.Box> seen = new ArrayList<>();
    for (PlacedGraph.Box b : placed.boxes()) {
      if (b.x() <= right && b.y() <= bottom && b.x() + b.width() >= left && b.y() + b.height() >= top) {
        seen.add(b);
      }
    }
    g.setTransform(zoom, 0, 0, zoom, x, y);
    seen.stream().filter(PlacedGraph.Box::expanded).forEach(this::container);
    for (PlacedGraph.Frame f : placed.frames()) {
      g.setStroke(colour("-color-border-muted"));
      g.setLineWidth(1 / Math.max(zoom, 0.3));
      g.strokeRoundRect(f.x(), f.y(), f.width(), f.height(), 8, 8);
    }
    edges(placed, far, left, top, right, bottom);
    for (PlacedGraph.Box b : seen) {
      if (!b.expanded()) {
        box(b, far);
      }
    }
    g.setTransform(1, 0, 0, 1, 0, 0);
    if (!far) {
      labels(placed, seen, left, top, right, bottom);
    }
  }

  private void edges(PlacedGraph placed, boolean far, double left, double top, double right, double bottom) {
    Color plain = colour("-color-fg-subtle");
    Color strong = colour("-color-accent-emphasis");
    int selected = model.selected().get();
    g.setLineWidth(far ? 0.8 / zoom : 1.2);
    for (PlacedGraph.Line l : placed.lines()) {
      if (l.left() > right || l.right() < left || l.top() > bottom || l.bottom() < top || l.points().length < 4) {
        continue;
      }
      boolean ours = selected >= 0 && (l.from() == selected || l.to() == selected);
      g.setStroke(ours ? strong : plain);
      double[] p = l.points();
      if (far) {
        g.strokeLine(p[0], p[1], p[p.length - 2], p[p.length - 1]);
        continue;
      }
      for (int i = 0; i + 3 < p.length; i += 2) {
        g.strokeLine(p[i], p[i + 1], p[i + 2], p[i + 3]);
      }
      double ex = p[p.length - 2];
      double ey = p[p.length - 1];
      g.setFill(ours ? strong : plain);
      g.fillPolygon(new double[] {ex - 3.5, ex + 3.5, ex}, new double[] {ey - 6, ey - 6, ey}, 3);
    }
  }

  private void container(PlacedGraph.Box b) {
    g.setFill(colour("-color-bg-subtle"));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 10, 10);
    g.setFill(colour(b.family().colour));
    g.fillRoundRect(b.x(), b.y(), b.width(), GraphLayout.HEADER, 10, 10);
    g.fillRect(b.x(), b.y() + 10, b.width(), GraphLayout.HEADER - 10);
    border(b);
  }

  private void box(PlacedGraph.Box b, boolean far) {
    boolean equation = b.node().kind() == JaxprGraph.Kind.EQUATION;
    Color family = colour(b.family().colour);
    if (far) {
      g.setFill(equation ? family : colour("-color-border-default"));
      g.fillRect(b.x(), b.y(), b.width(), b.height());
    } else if (equation) {
      g.setFill(colour("-color-bg-default"));
      g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 8, 8);
      g.setFill(family);
      g.fillRoundRect(b.x(), b.y(), b.width(), GraphLayout.HEADER, 8, 8);
      if (!b.node().detail().isEmpty()) {
        g.fillRect(b.x(), b.y() + 8, b.width(), GraphLayout.HEADER - 8);
      }
    } else {
      g.setFill(colour("-color-bg-inset"));
      g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 20, 20);
    }
    border(b);
  }

  private void border(PlacedGraph.Box b) {
    boolean chosen = b.index() == model.selected().get();
    boolean highlighted = chosen || model.isHighlighted(b);
    g.setStroke(highlighted ? colour("-color-warning-emphasis") : colour("-color-border-default"));
    g.setLineWidth(highlighted ? 2.6 / Math.min(1, zoom) : 1);
    double arc = b.node().kind() == JaxprGraph.Kind.EQUATION ? 8 : 20;
    if (highlighted || zoom >= FAR) {
      g.strokeRoundRect(b.x(), b.y(), b.width(), b.height(), arc, arc);
    }
  }

  /// Text is drawn in whole sizes at whole positions, which is sharper and several times faster.
  private void labels(
      PlacedGraph placed, List<PlacedGraph.Box> seen, double left, double top, double right, double bottom) {
    Font title = font(TITLES, 12 * zoom, true);
    Font text = font(TEXTS, 11 * zoom, false);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.CENTER);
    for (PlacedGraph.Box b : seen) {
      boolean equation = b.node().kind() == JaxprGraph.Kind.EQUATION;
      double cx = Math.rint(b.centreX() * zoom + x);
      g.setFont(title);
      g.setFill(equation ? Color.WHITE : colour("-color-fg-default"));
      String sign = b.node().inner().isEmpty() ? "" : b.expanded() ? " ▾" : " ▸";
      g.fillText(b.node().title() + sign, cx, Math.rint((b.y() + 11) * zoom + y));
      if (!b.expanded() && !b.node().detail().isEmpty()) {
        g.setFont(text);
        g.setFill(colour("-color-fg-muted"));
        g.fillText(
            GraphLayout.shortDetail(b.node().detail()), cx, Math.rint((b.y() + (equation ? 32 : 27)) * zoom + y));
      }
    }
    if (zoom < 0.55) {
      return;
    }
    g.setFont(text);
    g.setTextAlign(TextAlignment.LEFT);
    g.setFill(colour("-color-fg-muted"));
    List<double[]> taken = new ArrayList<>();
    for (PlacedGraph.Line l : placed.lines()) {
      double[] p = l.points();
      if (!l.label().isEmpty()
          && p.length >= 4
          && p[0] >= left - 80
          && p[0] <= right
          && p[1] >= top
          && p[1] <= bottom) {
        label(l.label(), Math.rint((p[0] + 5) * zoom + x), Math.rint((p[1] + 9) * zoom + y), text.getSize(), taken);
      }
    }
    for (PlacedGraph.Frame f : placed.frames()) {
      g.fillText(f.name(), Math.rint((f.x() + 8) * zoom + x), Math.rint((f.y() + 10) * zoom + y));
    }
  }

  /// Types of values that leave a box side by side would cover each other: the first that fit are shown.
  private void label(String text, double px, double py, double size, List<double[]> taken) {
    double end = px + text.length() * size * 0.62;
    for (double[] t : taken) {
      if (px < t[1] && end > t[0] && Math.abs(py - t[2]) < size) {
        return;
      }
    }
    taken.add(new double[] {px, end, py});
    // On a ground of its own, so that a line behind it does not strike it through.
    Paint ink = g.getFill();
    g.setFill(colour("-color-bg-default"));
    g.fillRect(px - 1, py - size / 2 - 1, end - px + 2, size + 2);
    g.setFill(ink);
    g.fillText(text, px, py);
  }

  private static Font font(Font[] cache, double size, boolean bold) {
    int i = Math.clamp(Math.round(size), 4, cache.length - 1);
    if (cache[i] == null) {
      cache[i] = bold ? Font.font("System", FontWeight.BOLD, i) : Font.font("Monospaced", i);
    }
    return cache[i];
  }
}
