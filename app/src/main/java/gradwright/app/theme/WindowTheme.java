package gradwright.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import gradwright.app.settings.Settings;
import gradwright.app.settings.SettingsModel;
import gradwright.app.settings.ThemeChoice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Gives the whole window the colours and the code font that the settings ask for, now and whenever they change.
public final class WindowTheme {
  /// The root has it while the colours are dark.
  public static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

  private static final List<String> MONOSPACED =
      List.of(
          "JetBrains Mono",
          "Cascadia Code",
          "SF Mono",
          "Menlo",
          "Consolas",
          "DejaVu Sans Mono",
          "Liberation Mono",
          "Courier New");

  /// What the panels show in the font of code, in sizes of their own. A family in a sheet must be one that the machine has: of a
  /// list only the first would count.
  private static final String PANEL_CODE =
      ".code-text, .code-kernel, .tooltip.code-tooltip, .array-name, .slice-bar .text-field, .graph-title,"
          + " .function-name, .advice-code, .difference-cell";

  private final SettingsModel settings;

  public WindowTheme(SettingsModel settings) {
    this.settings = settings;
  }

  /// Themes a scene for as long as it lives.
  public void install(Scene scene) {
    scene.getStylesheets().addAll(sheet("/gradwright/app/window.css"), codeColours());
    settings.settingsProperty().subscribe(s -> apply(scene, s));
    Platform.getPreferences().colorSchemeProperty().subscribe(_ -> apply(scene, settings.get()));
  }

  /// The sheet that gives code its colours, for what is shown outside the window.
  public static String codeColours() {
    return sheet("/gradwright/app/theme/code.css");
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(WindowTheme.class.getResource(name), name).toExternalForm();
  }

  /// Gives the content of a popup, which has a scene of its own, the colours of the window that it belongs to.
  public static void follow(Node content, Node owner) {
    boolean dark = owner.getScene() != null && owner.getScene().getRoot().getPseudoClassStates().contains(DARK);
    content.pseudoClassStateChanged(DARK, dark);
  }

  /// Whether dark colours are asked for, by the settings or the system.
  public static boolean isDark(ThemeChoice choice) {
    return switch (choice) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  private static void apply(Scene scene, Settings now) {
    boolean dark = isDark(now.theme());
    String sheet = dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
    if (!sheet.equals(Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(sheet);
    }
    scene.getRoot().pseudoClassStateChanged(DARK, dark);
    // Fonts cannot be looked-up values: a small sheet of their own sets those of code.
    String css =
        String.format(
            Locale.ROOT,
            ".code { -fx-font-family: \"%1$s\"; -fx-font-size: %2$dpx; } %3$s { -fx-font-family: \"%1$s\"; }",
            family(now.font()),
            now.fontSize(),
            PANEL_CODE);
    String url = "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    scene.getStylesheets().removeIf(s -> s.startsWith("data:text/css") && !s.equals(url));
    if (!scene.getStylesheets().contains(url)) {
      scene.getStylesheets().add(url);
    }
  }

  /// The chosen family where the machine has it, else a monospaced one that it has.
  public static String family(String chosen) {
    List<String> families = Font.getFamilies();
    if (families.contains(chosen)) {
      return chosen;
    }
    return MONOSPACED.stream().filter(families::contains).findFirst().orElse("Monospaced");
  }
}
