package gradwright.app.arrays;

import gradwright.app.jaxpr.CanvasPane;
import gradwright.protocol.Arrays.Range;
import gradwright.protocol.Arrays.Slice;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// A two-dimensional slice as a heat map with a legend, or as an image in grey or in colours.
final class SlicePicture extends CanvasPane {
  private static final double MARGIN = 14;
  private static final double LEGEND = 96;
  private static final Font FONT = Font.font("Monospaced", 11);

  private Picture.@Nullable Ready shown;
  private @Nullable WritableImage image;
  private Style style = Style.HEAT;
  private double low;
  private double high;
  private double left;
  private double top;
  private double scaleX;
  private double scaleY;
  private String pointed = "";

  SlicePicture() {
    addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
    addEventHandler(
        MouseEvent.MOUSE_EXITED,
        e -> {
          pointed = "";
          redraw();
        });
  }

  /// How values become colours.
  enum Style {
    HEAT("Heat map of "),
    DIFFERENCE("Difference of "),
    IMAGE("Image of ");

    private final String words;

    Style(String words) {
      this.words = words;
    }
  }

  void show(Picture.Ready ready, Style next) {
    shown = ready;
    style = next;
    pointed = "";
    Slice s = ready.slice();
    low = Double.POSITIVE_INFINITY;
    high = Double.NEGATIVE_INFINITY;
    for (double v : s.values()) {
      if (Double.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    if (low > high) {
      low = 0;
      high = 0;
    }
    if (style == Style.IMAGE) {
      imageBounds(ready.dtype());
    } else if (style == Style.DIFFERENCE) {
      high = Math.max(-low, high);
      low = -high;
    }
    image = pixels(s);
    setAccessibleText(style.words + ready.slicing().text());
    redraw();
  }

  /// Images are from 0 to 1, or 0 to 255; others are stretched.
  private void imageBounds(String dtype) {
    if (low >= 0 && high <= 1 && !dtype.contains("int")) {
      low = 0;
      high = 1;
    } else if (low >= 0 && high <= 255 && (dtype.contains("int") || high > 1.001)) {
      low = 0;
      high = dtype.equals("uint8") || high > 64 ? 255 : high;
    }
  }

  private boolean isColours() {
    return shown != null && shown.slicing().axes().size() == 3;
  }

  private int[] size() {
    Picture.Ready r = shown;
    if (r == null) {
      return new int[] {0, 0};
    }
    java.util.List<Integer> axes = r.slicing().axes();
    return new int[] {r.slice().shape()[axes.get(0)], r.slice().shape()[axes.get(1)]};
  }

  private @Nullable WritableImage pixels(Slice s) {
    int rows = size()[0];
    int columns = size()[1];
    if (rows == 0 || columns == 0) {
      return null;
    }
    int channels = isColours() ? s.values().length / (rows * columns) : 1;
    int[] argb = new int[rows * columns];
    for (int i = 0; i < argb.length; i++) {
      if (style != Style.IMAGE) {
        argb[i] = ColourMap.of(s.values()[i], low, high, style == Style.DIFFERENCE);
      } else {
        int red = level(s.values()[i * channels]);
        int green = channels > 2 ? level(s.values()[i * channels + 1]) : red;
        int blue = channels > 2 ? level(s.values()[i * channels + 2]) : red;
        argb[i] = red < 0 || green < 0 || blue < 0 ? ColourMap.NAN : 0xff000000 | red << 16 | green << 8 | blue;
      }
    }
    WritableImage made = new WritableImage(columns, rows);
    made.getPixelWriter().setPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), argb, 0, columns);
    return made;
  }

  private int level(double v) {
    return Double.isNaN(v) ? -1 : (int) Math.round(255 * Math.clamp(high > low ? (v - low) / (high - low) : 0, 0, 1));
  }

  @Override
  protected void draw(GraphicsContext g, double width, double height) {
    WritableImage i = image;
    if (i == null || shown == null) {
      return;
    }
    double w = width - 2 * MARGIN - (style == Style.IMAGE ? 0 : LEGEND);
    double h = height - 2 * MARGIN - 18;
    double scale = Math.min(w / i.getWidth(), h / i.getHeight());
    // A long thin slice would be a line; heat maps may stretch.
    boolean thin = style != Style.IMAGE && (i.getWidth() * scale < 40 || i.getHeight() * scale < 40);
    scale = scale > 1 ? Math.floor(scale) : scale;
    scaleX = thin ? w / i.getWidth() : scale;
    scaleY = thin ? h / i.getHeight() : scale;
    left = MARGIN;
    top = MARGIN;
    g.setImageSmoothing(scaleX < 1 || scaleY < 1);
    g.drawImage(i, left, top, i.getWidth() * scaleX, i.getHeight() * scaleY);
    g.setStroke(colour("-color-border-default"));
    g.strokeRect(left - 0.5, top - 0.5, i.getWidth() * scaleX + 1, i.getHeight() * scaleY + 1);
    if (style != Style.IMAGE) {
      legend(g, left + i.getWidth() * scaleX + 18, top, Math.clamp(i.getHeight() * scaleY, 120, 260));
    }
    g.setFont(FONT);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.BOTTOM);
    g.setFill(colour("-color-fg-muted"));
    g.fillText(pointed.isEmpty() ? thinned(shown) : pointed, MARGIN, height - 5);
  }

  /// What was left out to send fewer elements.
  static String thinned(Picture.Ready r) {
    long step = 1;
    for (int axis : r.slicing().axes()) {
      step = Math.max(step, r.slice().ranges().get(axis).step() / r.slicing().parts().get(axis).range().step());
    }
    return step == 1 ? "" : "thinned: one of " + step + " elements in an axis";
  }

  private void legend(GraphicsContext g, double x, double y, double height) {
    for (int i = 0; i < height; i++) {
      double share = 1 - i / (height - 1);
      int argb = style == Style.DIFFERENCE ? ColourMap.around(share) : ColourMap.at(share);
      g.setFill(Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255));
      g.fillRect(x, y + i, 14, 1.5);
    }
    g.setFont(FONT);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.setFill(colour("-color-fg-default"));
    for (double v : PlotCanvas.ticks(low, high, 5)) {
      g.fillText(PlotCanvas.number(v), x + 20, y + (high > low ? (high - v) / (high - low) * height : height / 2));
    }
    boolean odd = false;
    Picture.Ready r = shown;
    for (double v : r == null ? new double[0] : r.slice().values()) {
      odd |= !Double.isFinite(v);
    }
    if (odd) {
      key(g, x, y + height + 14, ColourMap.NAN, "nan");
      key(g, x, y + height + 30, ColourMap.POSITIVE_INFINITY, "inf");
      key(g, x, y + height + 46, ColourMap.NEGATIVE_INFINITY, "-inf");
    }
  }

  private void key(GraphicsContext g, double x, double y, int argb, String text) {
    g.setFill(Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255));
    g.fillRect(x, y - 5, 14, 10);
    g.setFill(colour("-color-fg-default"));
    g.fillText(text, x + 20, y);
  }

  private void point(MouseEvent e) {
    Picture.Ready r = shown;
    int rows = size()[0];
    int columns = size()[1];
    int row = (int) Math.floor((e.getY() - top) / scaleY);
    int column = (int) Math.floor((e.getX() - left) / scaleX);
    if (r == null || row < 0 || column < 0 || row >= rows || column >= columns) {
      pointed = "";
    } else {
      java.util.List<Integer> axes = r.slicing().axes();
      Range a = r.slice().ranges().get(axes.get(0));
      Range b = r.slice().ranges().get(axes.get(1));
      int channels = isColours() ? r.slice().values().length / (rows * columns) : 1;
      StringBuilder text =
          new StringBuilder("[" + (a.start() + row * a.step()) + ", " + (b.start() + column * b.step()) + "] =");
      for (int k = 0; k < channels; k++) {
        text.append(' ').append(ElementText.of(r.slice(), (row * columns + column) * channels + k, r.dtype()));
      }
      pointed = text.toString();
    }
    redraw();
  }
}
