package gradwright.app.graphview;

import gradwright.app.jaxpr.CanvasPane;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// Shows a placed graph. Drag to pan, scroll to zoom.
final class GraphCanvas extends CanvasPane {
  private static final double READABLE = 0.6;
  private static final double CLOSEST = 2.5;

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
    if (graph != null) {
      new GraphPainter(g, model, this::colour, zoom, x, y).paint(graph, width, height);
    }
  }
}
