package gradwright.app.editor.view;

import java.util.List;
import java.util.Optional;
import javafx.scene.text.Font;

/// Which font code is shown in.
final class Fonts {
  private static final List<String> SUITED =
      List.of("JetBrains Mono", "Cascadia Code", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono", "Liberation Mono");

  private Fonts() {}

  static Font code(String wanted, double size) {
    List<String> families = Font.getFamilies();
    Optional<String> family =
        wanted.isEmpty() ? SUITED.stream().filter(families::contains).findFirst() : Optional.of(wanted);
    return Font.font(family.orElse("Monospaced"), size);
  }
}
