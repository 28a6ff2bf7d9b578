package gradwright.app.jaxpr;

import javafx.application.Platform;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// A drawing that fills its region, in the theme's colours. Many requests to draw again become one.
public abstract class CanvasPane extends Region {
  private final Canvas canvas = new Canvas();
  private final ThemePaints paints = new ThemePaints(this::redraw);
  private boolean wanted;

  protected CanvasPane() {
    getChildren().addAll(canvas, paints.node());
    setMinSize(0, 0);
  }

  protected abstract void draw(GraphicsContext g, double width, double height);

  /// Draws again before the next frame.
  public final void redraw() {
    if (!wanted) {
      wanted = true;
      Platform.runLater(this::drawNow);
    }
  }

  /// Draws at once.
  public final void drawNow() {
    wanted = false;
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    draw(g, canvas.getWidth(), canvas.getHeight());
  }

  protected final Color colour(String name) {
    return paints.colour(name);
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      drawNow();
    }
  }
}
