package gradwright.app.console;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// How large the characters of the console's font are: all are equally wide.
record ConsoleMetrics(Font font, double charWidth, double lineHeight, double ascent) {
  private static final String SAMPLE = "0".repeat(100);

  /// The space around the text.
  static final double PADDING = 8;

  static ConsoleMetrics of(Font font) {
    Text text = new Text(SAMPLE);
    text.setFont(font);
    double height = text.getLayoutBounds().getHeight();
    double line = Math.ceil(height * 1.15);
    return new ConsoleMetrics(
        font,
        text.getLayoutBounds().getWidth() / SAMPLE.length(),
        line,
        Math.round((line - height) / 2 + text.getBaselineOffset()));
  }
}
