package gradwright.python.script;

import java.nio.file.Path;
import java.util.Map;

/// Where a program is started from.
///
/// @param folder the working folder; an empty path is that of this process
/// @param environment the environment's variables
public record Surroundings(Path folder, Map<String, String> environment) {
  /// Those of this process.
  public static Surroundings ofProcess() {
    return new Surroundings(Path.of(""), System.getenv());
  }

  /// The absolute path of a file that a program or its user named.
  public Path absolute(Path file) {
    return folder.resolve(file).toAbsolutePath();
  }
}
