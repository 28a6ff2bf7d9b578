package gradwright.app.editor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextInputDialog;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks in windows of its own, in front of the owner.
public final class StageDialogs implements EditorDialogs {
  private static final FileChooser.ExtensionFilter PYTHON = new FileChooser.ExtensionFilter("Python", "*.py");
  private static final FileChooser.ExtensionFilter ALL = new FileChooser.ExtensionFilter("All files", "*");

  private final Supplier<@Nullable Window> owner;
  private final Supplier<Path> folder;

  /// @param folder where file choosers begin
  public StageDialogs(Supplier<@Nullable Window> owner, Supplier<Path> folder) {
    this.owner = owner;
    this.folder = folder;
  }

  private <T extends Dialog<?>> T over(T dialog) {
    Window window = owner.get();
    if (window != null) {
      dialog.initOwner(window);
    }
    dialog.setHeaderText(null);
    return dialog;
  }

  @Override
  public Unsaved askAboutUnsaved(List<String> titles) {
    ButtonType save = new ButtonType("Save", ButtonBar.ButtonData.YES);
    ButtonType discard = new ButtonType("Don't Save", ButtonBar.ButtonData.NO);
    String words = "Save the changes to " + String.join(", ", titles) + "?";
    Alert alert = over(new Alert(Alert.AlertType.CONFIRMATION, words, save, discard, ButtonType.CANCEL));
    alert.setTitle("Not saved");
    return alert
        .showAndWait()
        .map(b -> b == save ? Unsaved.SAVE : b == discard ? Unsaved.DISCARD : Unsaved.CANCEL)
        .orElse(Unsaved.CANCEL);
  }

  @Override
  public Optional<Path> askWhereToSave(Path suggested) {
    FileChooser chooser = chooser("Save As");
    Path parent = suggested.getParent();
    if (parent != null && Files.isDirectory(parent)) {
      chooser.setInitialDirectory(parent.toFile());
    }
    chooser.setInitialFileName(suggested.getFileName().toString());
    return Optional.ofNullable(chooser.showSaveDialog(owner.get())).map(java.io.File::toPath);
  }

  @Override
  public List<Path> askWhatToOpen() {
    List<java.io.File> files = chooser("Open").showOpenMultipleDialog(owner.get());
    return files == null ? List.of() : files.stream().map(java.io.File::toPath).toList();
  }

  private FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().addAll(PYTHON, ALL);
    if (Files.isDirectory(folder.get())) {
      chooser.setInitialDirectory(folder.get().toFile());
    }
    return chooser;
  }

  @Override
  public Optional<String> askForText(String title, String label, String value) {
    TextInputDialog dialog = over(new TextInputDialog(value));
    dialog.setTitle(title);
    dialog.setContentText(label);
    return dialog.showAndWait();
  }

  @Override
  public void tell(String message) {
    over(new Alert(Alert.AlertType.WARNING, message, ButtonType.OK)).show();
  }
}
