package gradwright.app.workbench;

import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.run.RunControl;
import gradwright.app.settings.SettingsDialog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;

/// What commands do to the window and its dialogs. The window itself is made after the commands, since it shows them.
final class WindowActions implements WorkbenchCommands.Window {
  private final WorkbenchModel model;
  private final Desktop desktop;
  private final EditorDocuments documents;
  private final RunControl control;
  private final SidePanels side;
  private final Supplier<Parts> made;

  /// What exists once the window does.
  record Parts(
      WorkbenchWindow window,
      CommandCatalogue commands,
      KeyBindingsModel keys,
      StageArrangement arrangement,
      Runnable welcome) {}

  WindowActions(
      WorkbenchModel model,
      Desktop desktop,
      EditorDocuments documents,
      RunControl control,
      SidePanels side,
      Supplier<Parts> made) {
    this.model = model;
    this.desktop = desktop;
    this.documents = documents;
    this.control = control;
    this.side = side;
    this.made = made;
  }

  @Override
  public void openFolder() {
    desktop
        .chooseFolder("Open a folder as project", Optional.ofNullable(model.project().rootProperty().get()))
        .ifPresent(model::openProject);
  }

  @Override
  public void openSettings(String page) {
    Parts parts = made.get();
    new SettingsDialog(model.settings(), parts.commands(), parts.keys(), parts.window().scene()).show(page);
  }

  @Override
  public void askForArguments() {
    Path file = documents.frontProperty().get();
    if (file != null) {
      Dialogs.askForOptions(made.get().window().scene(), String.valueOf(file.getFileName()), control.options(file))
          .ifPresent(o -> control.setOptions(file, o));
    }
  }

  @Override
  public void openPalette() {
    made.get().window().openPalette();
  }

  @Override
  public void reveal(String panel) {
    made.get().arrangement().reveal(panel);
    side.focus(panel);
  }

  @Override
  public void closePane() {
    if (made.get().window().docks().closeFocused()) {
      documents.focus();
    }
  }

  @Override
  public void nextProblem(boolean forward) {
    side.findings().next(forward).ifPresent(f -> documents.open(Path.of(f.file()), f.line()));
  }

  @Override
  public void focusDocuments() {
    documents.focus();
  }

  @Override
  public void nextPane(boolean forward) {
    made.get().window().docks().focusNext(forward);
  }

  @Override
  public void resetLayout() {
    made.get().arrangement().reset();
  }

  @Override
  public void showWelcome() {
    made.get().welcome().run();
  }

  @Override
  public void about() {
    Dialogs.inform(
        made.get().window().scene(),
        "About Gradwright",
        "Gradwright: write array programs, run them, and see what the engine does.\nJava "
            + Runtime.version()
            + ", JavaFX "
            + System.getProperty("javafx.version"));
  }

  @Override
  public void quit() {
    Platform.exit();
  }
}
