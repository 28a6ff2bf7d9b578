package gradwright.app.workbench;

import static gradwright.app.command.CommandCatalogue.ALWAYS;

import gradwright.app.command.Command;
import gradwright.app.command.CommandCatalogue;
import gradwright.app.console.ConsolePanel;
import gradwright.app.run.RunControl;
import gradwright.app.run.RunModel;
import gradwright.app.run.RunState;
import gradwright.app.settings.ThemeChoice;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.value.ObservableStringValue;

/// Fills the catalogue with what the window can do.
final class WorkbenchCommands {
  private final CommandCatalogue commands;

  /// What commands do to the window.
  interface Window {
    void openFolder();

    void openSettings(String page);

    void askForArguments();

    void openPalette();

    void reveal(String panel);

    void focusDocuments();

    void nextPane(boolean forward);

    void closePane();

    void nextProblem(boolean forward);

    void resetLayout();

    void showWelcome();

    void about();

    void quit();
  }

  WorkbenchCommands(CommandCatalogue commands) {
    this.commands = commands;
  }

  private void add(String category, String id, String text, String icon, String key, Runnable action) {
    add(category, id, text, icon, key, ALWAYS, action);
  }

  private void add(
      String category, String id, String text, String icon, String key, ObservableStringValue why, Runnable action) {
    commands.add(new Command(id, category, text, icon, key, why, action));
  }

  void addFileCommands(WorkbenchModel model, Window window) {
    add("File", "file.openFolder", "Open Folder…", "fth-folder", "Shortcut+Alt+O", window::openFolder);
    ObservableStringValue noProject =
        Reasons.of(
            () -> model.project().rootProperty().get() == null ? "No folder is open" : "",
            model.project().rootProperty());
    add("File", "file.closeFolder", "Close Folder", "fth-folder-minus", "", noProject, model.project()::close);
    ObservableStringValue trusted =
        Reasons.of(
            () -> {
              var root = model.project().rootProperty().get();
              return root == null
                  ? "No folder is open"
                  : model.trust().isTrusted(root) ? "This folder is trusted already" : "";
            },
            model.project().rootProperty(),
            model.trust().versionProperty());
    add("File", "project.trust", "Trust This Folder", "fth-shield", "", trusted, () -> withRoot(model, true));
    ObservableStringValue untrusted =
        Reasons.of(
            () -> {
              var root = model.project().rootProperty().get();
              return root == null
                  ? "No folder is open"
                  : model.trust().isTrusted(root) ? "" : "This folder is not trusted";
            },
            model.project().rootProperty(),
            model.trust().versionProperty());
    add(
        "File",
        "project.distrust",
        "Stop Trusting This Folder",
        "fth-shield-off",
        "",
        untrusted,
        () -> withRoot(model, false));
    add("File", "app.settings", "Settings…", "fth-settings", "Shortcut+COMMA", () -> window.openSettings("general"));
    add("File", "app.quit", "Quit", "fth-log-out", "Shortcut+Q", window::quit);
  }

  private static void withRoot(WorkbenchModel model, boolean trust) {
    var root = model.project().rootProperty().get();
    if (root != null) {
      if (trust) {
        model.trust().trust(root);
      } else {
        model.trust().distrust(root);
      }
    }
  }

  void addRunCommands(RunModel runs, RunControl control, Window window) {
    add("Run", "run.file", "Run File", "fth-play", "F5", control.cannotRunProperty(), control::runFile);
    add(
        "Run",
        "run.selection",
        "Run Selection",
        "fth-chevrons-right",
        "Shift+F9",
        control.cannotRunProperty(),
        control::runSelection);
    add("Run", "run.arguments", "Arguments and Environment…", "fth-sliders", "Shift+F5", window::askForArguments);
    add("Run", "run.stop", "Stop", "fth-square", "Shortcut+F2", control.cannotStopProperty(), runs::stop);
    ObservableStringValue starting =
        Reasons.of(
            () -> runs.stateProperty().get() == RunState.STARTING ? "The engine is starting" : "",
            runs.stateProperty());
    add(
        "Run",
        "engine.restart",
        "Kill and Restart Engine",
        "fth-refresh-cw",
        "Shortcut+Shift+F2",
        starting,
        runs::restart);
  }

  void addViewCommands(List<Panel> panels, WorkbenchModel model, Window window) {
    add("View", "view.palette", "Find a Command…", "fth-search", "Shortcut+Shift+P", window::openPalette);
    add("View", "view.editor", "Editor", "fth-edit-3", "Alt+DIGIT0", window::focusDocuments);
    int number = 1;
    for (Panel panel : panels) {
      String key = number <= 9 ? "Alt+DIGIT" + number++ : "";
      add("View", "panel." + panel.id(), panel.title(), panel.icon(), key, () -> window.reveal(panel.id()));
    }
    add("View", "pane.next", "Next Pane", "fth-skip-forward", "F6", () -> window.nextPane(true));
    add("View", "pane.previous", "Previous Pane", "fth-skip-back", "Shift+F6", () -> window.nextPane(false));
    add("View", "pane.close", "Close Panel", "fth-x", "Shift+ESCAPE", window::closePane);
    add("View", "problem.next", "Next Problem", "fth-arrow-down", "F8", () -> window.nextProblem(true));
    add("View", "problem.previous", "Previous Problem", "fth-arrow-up", "Shift+F8", () -> window.nextProblem(false));
    for (ThemeChoice choice : ThemeChoice.values()) {
      String text = choice == ThemeChoice.SYSTEM ? "Theme of the System" : choice.text() + " Theme";
      String icon =
          switch (choice) {
            case SYSTEM -> "fth-monitor";
            case LIGHT -> "fth-sun";
            case DARK -> "fth-moon";
          };
      ObservableStringValue already =
          Reasons.of(
              () -> model.settings().get().theme() == choice ? "This is the theme now" : "",
              model.settings().settingsProperty());
      add(
          "View",
          "theme." + choice.name().toLowerCase(java.util.Locale.ROOT),
          text,
          icon,
          "",
          already,
          () -> model.settings().change(s -> s.withTheme(choice)));
    }
    add("View", "layout.reset", "Arrange Panels as at First", "fth-layout", "", window::resetLayout);
  }

  void addConsoleCommands(Supplier<ConsolePanel> console, Window window) {
    Runnable show = () -> window.reveal(PanelCatalogue.CONSOLE);
    add(
        "Console",
        "console.prompt",
        "Python Prompt",
        "fth-terminal",
        "Shortcut+BACK_QUOTE",
        then(show, () -> console.get().focusPrompt()));
    add(
        "Console",
        "console.find",
        "Find in Console",
        "fth-search",
        "Shortcut+Alt+F",
        then(show, () -> console.get().find()));
    add(
        "Console",
        "console.link",
        "Go to the Source Line Named in the Console",
        "fth-corner-up-right",
        "F4",
        () -> console.get().nextLink());
    add("Console", "console.lock", "Scroll Lock", "fth-lock", "", () -> console.get().toggleLock());
    add("Console", "console.copy", "Copy Console", "fth-copy", "", () -> console.get().copy());
    add("Console", "console.clear", "Clear Console", "fth-trash-2", "Shortcut+Shift+L", () -> console.get().clear());
  }

  private static Runnable then(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  void addHelpCommands(Window window) {
    add("Help", "help.welcome", "Welcome", "fth-home", "", window::showWelcome);
    add("Help", "help.keys", "Keys…", "fth-command", "F1", () -> window.openSettings("keys"));
    add("Help", "help.about", "About Gradwright", "fth-info", "", window::about);
  }
}
