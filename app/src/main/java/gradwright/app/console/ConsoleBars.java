package gradwright.app.console;

import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;

/// Where a console is scrolled to: lines from above and pixels from the left, with their scroll bars.
final class ConsoleBars {
  private static final int WHEEL_LINES = 3;

  private final ScrollBar vertical = new ScrollBar();
  private final ScrollBar horizontal = new ScrollBar();
  private boolean adjusting;

  /// @param moved draws again
  ConsoleBars(Runnable moved) {
    vertical.setOrientation(Orientation.VERTICAL);
    vertical.setAccessibleText("Scroll console");
    horizontal.setAccessibleText("Scroll console sideways");
    vertical.setFocusTraversable(false);
    horizontal.setFocusTraversable(false);
    vertical
        .valueProperty()
        .subscribe(_ -> {
          if (!adjusting) {
            moved.run();
          }
        });
    horizontal.valueProperty().subscribe(_ -> moved.run());
  }

  ScrollBar vertical() {
    return vertical;
  }

  ScrollBar horizontal() {
    return horizontal;
  }

  /// Fits the bars to so many lines, of which `rows` are in sight, and to so many pixels across.
  void fit(long lines, int rows, double across, double width, double charWidth) {
    adjusting = true;
    double max = Math.max(0, lines - rows);
    vertical.setMax(Math.max(max, 1e-9));
    vertical.setVisibleAmount(lines == 0 ? 1 : vertical.getMax() * Math.min(1, rows / (double) lines));
    vertical.setBlockIncrement(rows);
    vertical.setUnitIncrement(1);
    vertical.setVisible(max > 0);
    vertical.setValue(Math.min(vertical.getValue(), vertical.getMax()));
    boolean wide = across > width;
    horizontal.setMax(Math.max(1e-9, across - width));
    horizontal.setVisibleAmount(horizontal.getMax() * Math.min(1, width / Math.max(1, across)));
    horizontal.setUnitIncrement(charWidth * 4);
    horizontal.setBlockIncrement(width / 2);
    if (!wide) {
      horizontal.setValue(0);
    }
    horizontal.setVisible(wide);
    adjusting = false;
  }

  boolean isAtEnd() {
    return vertical.getValue() >= vertical.getMax() - 0.5;
  }

  /// The lines above what is in sight.
  long lines() {
    return Math.round(vertical.getValue());
  }

  /// The pixels to the left of what is in sight.
  double pixels() {
    return horizontal.getValue();
  }

  void toEnd() {
    vertical.setValue(vertical.getMax());
  }

  void toLine(double line) {
    vertical.setValue(Math.clamp(line, 0, vertical.getMax()));
  }

  void toPixel(double pixel) {
    horizontal.setValue(Math.clamp(pixel, 0, horizontal.getMax()));
  }

  void byLines(double lines) {
    toLine(vertical.getValue() + lines);
  }

  void byPixels(double pixels) {
    toPixel(horizontal.getValue() + pixels);
  }

  void wheel(ScrollEvent event) {
    if (event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      byPixels(-(event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX()));
    } else {
      byLines(-Math.signum(event.getDeltaY()) * WHEEL_LINES);
    }
    event.consume();
  }
}
