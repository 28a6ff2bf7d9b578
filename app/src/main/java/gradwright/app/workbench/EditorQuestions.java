package gradwright.app.workbench;

import gradwright.app.editor.EditorDialogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.TextInputDialog;

/// The editor's questions, as dialogs of the window.
final class EditorQuestions implements EditorDialogs {
  private final WorkbenchModel model;
  private final Desktop desktop;
  private final Supplier<Scene> scene;

  EditorQuestions(WorkbenchModel model, Desktop desktop, Supplier<Scene> scene) {
    this.model = model;
    this.desktop = desktop;
    this.scene = scene;
  }

  @Override
  public Unsaved askAboutUnsaved(List<String> titles) {
    ButtonType save = new ButtonType("Save", ButtonData.YES);
    ButtonType discard = new ButtonType("Don't Save", ButtonData.NO);
    Alert alert = new Alert(Alert.AlertType.CONFIRMATION, "", save, discard, ButtonType.CANCEL);
    Dialogs.dress(alert, scene.get());
    alert.setTitle("Unsaved changes");
    alert.setContentText("Save the changes of %s?".formatted(String.join(", ", titles)));
    ButtonType answer = alert.showAndWait().orElse(ButtonType.CANCEL);
    return answer == save ? Unsaved.SAVE : answer == discard ? Unsaved.DISCARD : Unsaved.CANCEL;
  }

  @Override
  public Optional<Path> askWhereToSave(Path suggested) {
    return desktop.chooseTarget("Save as", suggested, start());
  }

  @Override
  public List<Path> askWhatToOpen() {
    return desktop.chooseFile("Open a file", "Python", "*.py", start()).stream().toList();
  }

  private Optional<Path> start() {
    return Optional.ofNullable(model.project().rootProperty().get());
  }

  @Override
  public Optional<String> askForText(String title, String label, String value) {
    TextInputDialog dialog = new TextInputDialog(value);
    Dialogs.dress(dialog, scene.get());
    dialog.setTitle(title);
    dialog.setContentText(label);
    dialog.getEditor().setAccessibleText(label);
    return dialog.showAndWait();
  }

  @Override
  public void tell(String message) {
    model.banners().warn("editor", message);
  }
}
