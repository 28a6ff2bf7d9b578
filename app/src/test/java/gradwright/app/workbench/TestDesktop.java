package gradwright.app.workbench;

import java.nio.file.Path;
import java.util.Optional;

/// A desktop for the headless platform, which has neither a clipboard nor choosers. Choosers answer what a test wants.
final class TestDesktop implements Desktop {
  String clipboard = "";
  Optional<Path> choice = Optional.empty();

  @Override
  public void copy(String text) {
    clipboard = text;
  }

  @Override
  public String pasted() {
    return clipboard;
  }

  @Override
  public Optional<Path> chooseFolder(String title, Optional<Path> start) {
    return choice;
  }

  @Override
  public Optional<Path> chooseFile(String title, String kind, String pattern, Optional<Path> start) {
    return choice;
  }

  @Override
  public Optional<Path> chooseTarget(String title, Path suggested, Optional<Path> start) {
    return choice;
  }
}
