package gradwright.app.console;

import gradwright.app.console.TextStyle.Role;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/// The colours of the console, taken from the style sheets by shapes of no size, since a canvas has no styles of its own.
final class ConsolePaints extends Pane {
  private final List<Rectangle> palette = new ArrayList<>();
  private final Rectangle output = swatch("output");
  private final Rectangle error = swatch("error");
  private final Rectangle input = swatch("input");
  private final Rectangle note = swatch("note");
  private final Rectangle link = swatch("link");
  private final Rectangle selection = swatch("selection");
  private final Rectangle match = swatch("match");
  private final Rectangle background = swatch("background");
  private final Runnable changed;

  ConsolePaints(Runnable changed) {
    this.changed = changed;
    for (int i = 0; i < 16; i++) {
      palette.add(swatch("ansi-" + i));
    }
    setManaged(false);
    setMouseTransparent(true);
  }

  private Rectangle swatch(String name) {
    Rectangle rectangle = new Rectangle();
    rectangle.getStyleClass().add("console-" + name);
    rectangle.fillProperty().addListener((_, _, _) -> changed.run());
    getChildren().add(rectangle);
    return rectangle;
  }

  Paint background() {
    return background.getFill();
  }

  Paint link() {
    return link.getFill();
  }

  Paint selection() {
    return selection.getFill();
  }

  Paint match() {
    return match.getFill();
  }

  Paint foreground(TextStyle style) {
    return style.foreground() == TextStyle.DEFAULT ? role(style.role()) : colour(style.foreground());
  }

  Paint colour(int colour) {
    return colour >= TextStyle.RGB
        ? Color.rgb(colour >> 16 & 255, colour >> 8 & 255, colour & 255)
        : palette.get(colour).getFill();
  }

  private Paint role(Role role) {
    return switch (role) {
      case OUTPUT -> output.getFill();
      case ERROR -> error.getFill();
      case INPUT -> input.getFill();
      case NOTE -> note.getFill();
    };
  }
}
