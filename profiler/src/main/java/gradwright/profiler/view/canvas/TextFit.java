package gradwright.profiler.view.canvas;

import java.util.Arrays;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Cuts text to a width, quickly enough for thousands of labels a frame.
public final class TextFit {
  private static final String MORE = "\u2026";

  private final Text measure = new Text();
  private final double[] widths = new double[128];

  public TextFit(Font font) {
    measure.setFont(font);
    Arrays.fill(widths, -1);
  }

  /// The text, or as much of its beginning as fits with an ellipsis behind it; empty where not even three characters do.
  public String fit(String text, double width) {
    double needed = 0;
    double limit = width - widthOf('\u2026');
    int fits = 0;
    for (int i = 0; i < text.length(); i++) {
      needed += widthOf(text.charAt(i));
      if (needed <= limit) {
        fits = i + 1;
      }
      if (needed > width) {
        return fits < 3 ? "" : text.substring(0, fits) + MORE;
      }
    }
    return text;
  }

  public double width(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += widthOf(text.charAt(i));
    }
    return width;
  }

  private double widthOf(char character) {
    if (character >= widths.length) {
      return measured(character);
    }
    if (widths[character] < 0) {
      widths[character] = measured(character);
    }
    return widths[character];
  }

  private double measured(char character) {
    measure.setText(String.valueOf(character));
    return measure.getLayoutBounds().getWidth();
  }
}
