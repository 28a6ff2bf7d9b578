package gradwright.app.workbench;

import java.nio.file.Path;
import java.util.Optional;

/// What the system offers around the window. Behind an interface, since not every platform has it.
public interface Desktop {
  void copy(String text);

  /// The text on the clipboard, empty when there is none.
  String pasted();

  /// Asks for a folder; empty when the person thinks better of it.
  Optional<Path> chooseFolder(String title, Optional<Path> start);

  /// Asks for a file.
  ///
  /// @param kind what files of `pattern` (`*.py`) are called; others can be chosen too
  Optional<Path> chooseFile(String title, String kind, String pattern, Optional<Path> start);

  /// Asks where to save a file.
  ///
  /// @param suggested a file or only its name
  Optional<Path> chooseTarget(String title, Path suggested, Optional<Path> start);
}
