package gradwright.profiler.view.canvas;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Buttons of tool bars.
public final class Tools {
  private Tools() {}

  /// A button with an icon; `text` says what it does, and its key.
  public static Button button(Ikon icon, String text, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("button-icon", "flat");
    button.setTooltip(new Tooltip(text));
    button.setAccessibleText(text);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
