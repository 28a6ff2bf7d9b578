package gradwright.app.graphview;

import gradwright.app.jaxpr.CanvasPane;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Draws a placed graph: what is in sight only, and less of it when it is small. Drag to pan, scroll to zoom.
final class GraphCanvas extends CanvasPane {
  static final double FAR = 0.35;
  private static final double READABLE = 0.6;
  private static final double CLOSEST = 2.5;
  private static final Font[] TITLES = new Font[40];
  private static final Font[] TEXTS = new Font[40];

  private final GraphModel model;
  private @Nullable PlacedGraph graph;
  private double zoom = 1;
  private double x;
  private double y;
  private double pressedX;
  private double pressedY;
  private boolean dragged;
  private boolean fitPending;

  GraphCanvas(GraphModel model) {
    this.model = model;
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    setAccessibleText("Graph of the jaxpr");
    setFocusTraversable(true);
    model.selected().addListener((o, before, now) -> reveal(now.intValue()));
    model.looks().addListener((o, before, now) -> redraw());
    widthProperty().addListener((o, a, b) -> fitIfPending());
    heightProperty().addListener((o, a, b) -> fitIfPending());
  }

  void show(@Nullable PlacedGraph next, boolean fit) {
    int anchor = model.selected().get();
    double[] before = corner(graph, anchor);
    graph = next;
    double[] after = corner(next, anchor);
    if (fit) {
      fitPending = true;
      fitIfPending();
    } else if (before != null && after != null) {
      // What is selected stays where it is while its neighbourhood grows.
      x += (before[0] - after[0]) * zoom;
      y += (before[1] - after[1]) * zoom;
    }
    redraw();
  }

  private static double @Nullable [] corner(@Nullable PlacedGraph graph, int box) {
    return graph == null || box < 0 || box >= graph.boxes().size()
        ? null
        : new double[] {graph.boxes().get(box).x(), graph.boxes().get(box).y()};
  }

  private void fitIfPending() {
    if (fitPending && graph != null && getWidth() > 10 && getHeight() > 10) {
      fitPending = false;
      fit();
      if (zoom < READABLE) {
        zoom = READABLE;
        x = (getWidth() - graph.width() * zoom) / 2;
        y = 0;
        if (graph.width() * zoom > getWidth() && !graph.boxes().isEmpty()) {
          x = getWidth() / 2 - graph.boxes().getFirst().centreX() * zoom;
        }
      }
    }
  }

  /// The whole graph, but never larger than life.
  void fit() {
    PlacedGraph g = graph;
    if (g != null) {
      zoom = Math.clamp(Math.min(getWidth() / g.width(), getHeight() / g.height()), 0.02, 1);
      x = (getWidth() - g.width() * zoom) / 2;
      y = Math.max(0, (getHeight() - g.height() * zoom) / 2);
      redraw();
    }
  }

  void zoomBy(double factor) {
    zoomAt(getWidth() / 2, getHeight() / 2, factor);
  }

  private void zoomAt(double px, double py, double factor) {
    double next = Math.clamp(zoom * factor, 0.02, CLOSEST);
    x = px - (px - x) * next / zoom;
    y = py - (py - y) * next / zoom;
    zoom = next;
    redraw();
  }

  void pan(double dx, double dy) {
    x += dx;
    y += dy;
    redraw();
  }

  private void reveal(int index) {
    PlacedGraph g = graph;
    if (g != null && index >= 0 && index < g.boxes().size()) {
      PlacedGraph.Box b = g.boxes().get(index);
      double left = b.x() * zoom + x;
      double top = b.y() * zoom + y;
      boolean out =
          left + Math.min(b.width() * zoom, 40) < 0 || top < 0 || left > getWidth() - 20 || top > getHeight() - 20;
      if (out) {
        x = getWidth() / 2 - b.centreX() * zoom;
        y = getHeight() / 2 - Math.min(b.height() / 2, getHeight() / 3) * zoom - b.y() * zoom;
      }
    }
    redraw();
  }

  private void pressed(MouseEvent e) {
    requestFocus();
    pressedX = e.getX();
    pressedY = e.getY();
    dragged = false;
  }

  private void drag(MouseEvent e) {
    if (dragged || Math.hypot(e.getX() - pressedX, e.getY() - pressedY) > 3) {
      dragged = true;
      pan(e.getX() - pressedX, e.getY() - pressedY);
      pressedX = e.getX();
      pressedY = e.getY();
    }
  }

  private void released(MouseEvent e) {
    if (!dragged && e.getButton() == MouseButton.PRIMARY) {
      model.select(at(e.getX(), e.getY()));
    }
  }

  private void scroll(ScrollEvent e) {
    zoomAt(e.getX(), e.getY(), Math.exp(e.getDeltaY() * 0.0025));
    e.consume();
  }

  /// The innermost box at a point of this region, or -1.
  int at(double px, double py) {
    PlacedGraph g = graph;
    int found = -1;
    double area = Double.MAX_VALUE;
    for (PlacedGraph.Box b : g == null ? List.<PlacedGraph.Box>of() : g.boxes()) {
      if (b.contains((px - x) / zoom, (py - y) / zoom) && b.width() * b.height() <= area) {
        area = b.width() * b.height();
        found = b.index();
      }
    }
    return found;
  }

  /// The middle of a box in this region.
  double[] position(int box) {
    PlacedGraph g = graph;
    if (g == null) {
      return new double[] {0, 0};
    }
    PlacedGraph.Box b = g.boxes().get(box);
    return new double[] {b.centreX() * zoom + x, (b.y() + GraphLayout.HEADER / 2) * zoom + y};
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    PlacedGraph placed = graph;
    if (placed == null) {
      return;
    }
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
    seen.stream().filter(PlacedGraph.Box::expanded).forEach(b -> container(g, b));
    for (PlacedGraph.Frame f : placed.frames()) {
      g.setStroke(colour("-color-border-muted"));
      g.setLineWidth(1 / Math.max(zoom, 0.3));
      g.strokeRoundRect(f.x(), f.y(), f.width(), f.height(), 8, 8);
    }
    edges(g, placed, far, left, top, right, bottom);
    for (PlacedGraph.Box b : seen) {
      if (!b.expanded()) {
        box(g, b, far);
      }
    }
    g.setTransform(1, 0, 0, 1, 0, 0);
    if (!far) {
      labels(g, placed, seen, left, top, right, bottom);
    }
  }

  private void edges(
      GraphicsContext g, PlacedGraph placed, boolean far, double left, double top, double right, double bottom) {
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

  private void container(GraphicsContext g, PlacedGraph.Box b) {
    g.setFill(colour("-color-bg-subtle"));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 10, 10);
    g.setFill(colour(b.family().colour));
    g.fillRoundRect(b.x(), b.y(), b.width(), GraphLayout.HEADER, 10, 10);
    g.fillRect(b.x(), b.y() + 10, b.width(), GraphLayout.HEADER - 10);
    border(g, b);
  }

  private void box(GraphicsContext g, PlacedGraph.Box b, boolean far) {
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
    border(g, b);
  }

  private void border(GraphicsContext g, PlacedGraph.Box b) {
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
      GraphicsContext g,
      PlacedGraph placed,
      List<PlacedGraph.Box> seen,
      double left,
      double top,
      double right,
      double bottom) {
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
        label(g, l.label(), Math.rint((p[0] + 5) * zoom + x), Math.rint((p[1] + 9) * zoom + y), text.getSize(), taken);
      }
    }
    for (PlacedGraph.Frame f : placed.frames()) {
      g.fillText(f.name(), Math.rint((f.x() + 8) * zoom + x), Math.rint((f.y() + 10) * zoom + y));
    }
  }

  /// Types of values that leave a box side by side would cover each other: the first that fit are shown.
  private void label(GraphicsContext g, String text, double px, double py, double size, List<double[]> taken) {
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
