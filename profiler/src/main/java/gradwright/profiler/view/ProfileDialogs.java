package gradwright.profiler.view;

import java.nio.file.Path;
import java.util.Optional;

/// Asks a person for files.
public interface ProfileDialogs {
  /// Which profile to open.
  Optional<Path> openProfile(String extension);

  /// Where to save; `name` is a suggestion that ends with the extension.
  Optional<Path> saveAs(String title, String name);
}
