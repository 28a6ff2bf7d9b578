package gradwright.app.workbench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

/// The desktop that JavaFX knows.
final class FxDesktop implements Desktop {
  private final Supplier<Stage> owner;

  FxDesktop(Supplier<Stage> owner) {
    this.owner = owner;
  }

  @Override
  public void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  @Override
  public String pasted() {
    String text = Clipboard.getSystemClipboard().getString();
    return text == null ? "" : text;
  }

  @Override
  public Optional<Path> chooseTarget(String title, Path suggested, Optional<Path> start) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    Path name = suggested.getFileName();
    chooser.setInitialFileName(name == null ? "" : name.toString());
    Optional.ofNullable(suggested.getParent())
        .or(() -> start)
        .filter(Files::isDirectory)
        .ifPresent(p -> chooser.setInitialDirectory(p.toFile()));
    return Optional.ofNullable(chooser.showSaveDialog(owner.get())).map(File::toPath);
  }

  @Override
  public Optional<Path> chooseFolder(String title, Optional<Path> start) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    start.filter(Files::isDirectory).ifPresent(p -> chooser.setInitialDirectory(p.toFile()));
    return Optional.ofNullable(chooser.showDialog(owner.get())).map(File::toPath);
  }

  @Override
  public Optional<Path> chooseFile(String title, String kind, String pattern, Optional<Path> start) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser
        .getExtensionFilters()
        .addAll(new FileChooser.ExtensionFilter(kind, pattern), new FileChooser.ExtensionFilter("All files", "*.*"));
    start.filter(Files::isDirectory).ifPresent(p -> chooser.setInitialDirectory(p.toFile()));
    return Optional.ofNullable(chooser.showOpenDialog(owner.get())).map(File::toPath);
  }
}
