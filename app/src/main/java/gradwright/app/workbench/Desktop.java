package gradwright.app.workbench;

import java.nio.file.Path;
import java.util.Optional;

/// What the system offers around the window. Behind an interface, since not every platform has it.
public interface Desktop {
  void copy(String text);

  /// Asks for a folder; empty when the person thinks better of it.
  Optional<Path> chooseFolder(String title, Optional<Path> start);

  Optional<Path> chooseFile(String title, Optional<Path> start);
}
