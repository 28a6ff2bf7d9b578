package gradwright.app.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where the app keeps what belongs to a person.
///
/// @param settings settings, layout, trusted folders
/// @param home the person's home folder
public record UserFolders(Path settings, Path home) {

  /// `GRADWRIGHT_SETTINGS` where it is set, else the platform's folder for settings.
  public static UserFolders ofSystem() {
    return of(System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")), System.getenv());
  }

  static UserFolders of(String system, Path home, Map<String, String> environment) {
    String chosen = environment.getOrDefault("GRADWRIGHT_SETTINGS", "");
    if (!chosen.isEmpty()) {
      return new UserFolders(Path.of(chosen), home);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String roaming = environment.getOrDefault("APPDATA", "");
      return new UserFolders(
          (roaming.isEmpty() ? home.resolve("AppData/Roaming") : Path.of(roaming)).resolve("Gradwright"), home);
    }
    if (name.startsWith("mac")) {
      return new UserFolders(home.resolve("Library/Application Support/Gradwright"), home);
    }
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return new UserFolders(
        (configuration.isEmpty() ? home.resolve(".config") : Path.of(configuration)).resolve("gradwright"), home);
  }

  /// Where sample projects are copied to unless another folder is chosen.
  public Path samples() {
    return home.resolve("Gradwright").resolve("sample-projects");
  }
}
