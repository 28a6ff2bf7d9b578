package gradwright.profiler.view.canvas;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// A region that is drawn rather than built of nodes, in the colours of the theme. Many requests to draw come to one
/// drawing in the next frame.
public abstract class ThemedCanvas extends Region {
  private static final StyleablePropertyFactory<ThemedCanvas> FACTORY =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());

  private final Canvas canvas = new Canvas();
  private final Map<Ink, StyleableProperty<Color>> inks = new EnumMap<>(Ink.class);
  private final Font font = Font.font(12);
  private final Font small = Font.font(11);

  protected ThemedCanvas() {
    getStyleClass().add("gw-canvas");
    getStylesheets().add(stylesheet());
    for (Ink ink : Ink.values()) {
      StyleableProperty<Color> property =
          FACTORY.createStyleableColorProperty(
              this, ink.name(), ink.property(), c -> Objects.requireNonNull(c.inks.get(ink)), Color.GRAY);
      inks.put(ink, property);
      ((ObservableValue<?>) property).addListener(_ -> colorsChanged());
    }
    setFocusTraversable(true);
    focusedProperty().addListener(_ -> redraw());
    getChildren().add(canvas);
  }

  /// The profiler's style sheet.
  public static String stylesheet() {
    return Objects.requireNonNull(ThemedCanvas.class.getResource("/gradwright/profiler/view/profiler.css"))
        .toExternalForm();
  }

  /// Draws everything; width and height are at least 1.
  protected abstract void draw(GraphicsContext graphics, double width, double height);

  /// Called when the theme has changed.
  protected void colorsChanged() {
    redraw();
  }

  public final void redraw() {
    requestLayout();
  }

  protected final Color ink(Ink ink) {
    return Objects.requireNonNull(inks.get(ink)).getValue();
  }

  protected final Font font() {
    return font;
  }

  protected final Font smallFont() {
    return small;
  }

  /// Pixels of the screen for one of the drawing.
  protected final double outputScale() {
    return getScene() == null || getScene().getWindow() == null ? 1 : getScene().getWindow().getRenderScaleX();
  }

  @Override
  protected final void layoutChildren() {
    double width = Math.floor(getWidth());
    double height = Math.floor(getHeight());
    canvas.setWidth(width);
    canvas.setHeight(height);
    if (width < 1 || height < 1) {
      return;
    }
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(ink(Ink.BACKGROUND));
    graphics.fillRect(0, 0, width, height);
    draw(graphics, width, height);
    if (isFocused()) {
      graphics.setStroke(ink(Ink.ACCENT));
      graphics.setLineWidth(1);
      graphics.strokeRect(0.5, 0.5, width - 1, height - 1);
    }
  }

  @Override
  public final List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return FACTORY.getCssMetaData();
  }
}
