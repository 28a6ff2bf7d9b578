package gradwright.app.editor.view;

import gradwright.app.theme.WindowTheme;
import javafx.scene.text.Font;

/// Which font code is shown in: the same as everywhere in the window.
final class Fonts {
  private Fonts() {}

  static Font code(String wanted, double size) {
    return Font.font(WindowTheme.family(wanted), size);
  }
}
