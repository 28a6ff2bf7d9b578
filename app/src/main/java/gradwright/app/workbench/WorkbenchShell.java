package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.command.PaletteModel;
import gradwright.app.run.RunControl;
import gradwright.app.welcome.WelcomePage;
import gradwright.profiler.focus.Focus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// Puts the window together: models, panels, commands, and what ties them.
public final class WorkbenchShell {
  /// What the panels beside the editor leave to it in a small window, in pixels.
  private static final double LEAST_CENTER = 400;

  private final WorkbenchModel model;
  private final Stage stage;
  private final CommandCatalogue commands = new CommandCatalogue();
  private final KeyBindingsModel keys;
  private final EditorDocuments documents;
  private final SidePanels side;
  private final List<Panel> panels;
  private final StageArrangement arrangement;
  private final WorkbenchWindow window;
  private final WelcomePage welcome;
  private final StackPane center = new StackPane();

  public WorkbenchShell(WorkbenchModel model, Stage stage, Desktop desktop) {
    this.model = model;
    this.stage = stage;
    documents = new EditorDocuments(model, new EditorQuestions(model, desktop, this::scene), new ClipboardOf(desktop));
    RunControl control = new RunControl(model.runs(), documents, model.project(), model.trust(), model.settings());
    side = new SidePanels(model, documents, desktop, () -> command("file.openFolder").run());
    panels = panels(desktop);
    addCommands(control, new WindowActions(model, desktop, documents, control, side, this::parts));
    keys =
        new KeyBindingsModel(commands, model.settings().get().keys(), k -> model.settings().change(s -> s.withKeys(k)));
    documents.setKeys(keys);
    DockArea docks = new DockArea(panels, center);
    window =
        new WorkbenchWindow(
            model,
            commands,
            keys,
            docks,
            new PaletteModel(commands, keys),
            new RecentMenu(model.settings(), this::open));
    window.showProblems(side.findings().summaryProperty());
    window.showCaret(documents.caretProperty());
    Set<String> ids = panels.stream().map(Panel::id).collect(Collectors.toSet());
    LayoutFile layoutFile = new LayoutFile(model.folders().settings().resolve("layout.json"), ids);
    arrangement = new StageArrangement(stage, docks, layoutFile, PanelCatalogue.home(ids));
    welcome = new WelcomeContent(model, commands, keys, this::open).page();
    center.setMinWidth(LEAST_CENTER);
    center.getChildren().addAll(documents.view(), welcome.view());
    follow();
  }

  private List<Panel> panels(Desktop desktop) {
    List<Panel> all = new ArrayList<>();
    all.add(side.projectPanel());
    all.add(side.consolePanel());
    all.addAll(
        new EnginePanels(
                model, new PanelSurroundings(model, desktop, documents), side.findings()::accept, Platform::runLater)
            .panels());
    all.add(side.problemsPanel());
    return List.copyOf(all);
  }

  private void addCommands(RunControl control, WindowActions actions) {
    WorkbenchCommands filler = new WorkbenchCommands(commands);
    documents.commands().stream().filter(c -> c.category().equals("File")).forEach(commands::add);
    filler.addFileCommands(model, actions);
    documents.commands().stream().filter(c -> c.category().equals("Edit")).forEach(commands::add);
    filler.addRunCommands(model.runs(), control, actions);
    filler.addViewCommands(panels, model, actions);
    filler.addConsoleCommands(side::console, actions);
    filler.addHelpCommands(actions);
  }

  private WindowActions.Parts parts() {
    return new WindowActions.Parts(window, commands, keys, arrangement, this::showWelcome);
  }

  /// Keeps the window in step with its models.
  private void follow() {
    stage
        .focusedProperty()
        .subscribe(on -> {
          if (on) {
            documents.lookAtFiles();
          }
        });
    documents.emptyProperty().subscribe(empty -> welcome.view().setVisible(empty));
    model.settings().settingsProperty().subscribe(_ -> welcome.refresh());
    model.focus().listen(this::focused);
    model.project().rootProperty().subscribe(_ -> showTitle());
    documents.frontProperty().addListener((_, _, _) -> showTitle());
  }

  private void showWelcome() {
    welcome.view().setVisible(true);
    welcome.view().toFront();
  }

  private Scene scene() {
    return window.scene();
  }

  /// A command of the window.
  Command command(String id) {
    return commands.get(id);
  }

  /// The keys of all commands.
  KeyBindingsModel keys() {
    return keys;
  }

  List<String> panelIds() {
    return panels.stream().map(Panel::id).toList();
  }

  /// The view of a panel that was shown.
  Optional<Node> panel(String id) {
    return window.docks().shown(id);
  }

  LayoutNode layout() {
    return arrangement.layout();
  }

  void closePanel(String id) {
    window.docks().close(id);
  }

  /// The 1-based line of the caret; 0 without a file.
  int caretLine() {
    return documents.caretLine();
  }

  /// The 1-based line at the editor's upper edge; 0 without a file in sight.
  int topLine() {
    return documents.topLine();
  }

  /// The text of the file in front; empty without one.
  String text() {
    return documents.frontText();
  }

  boolean isDark() {
    return window.isDark();
  }

  /// Shows the window as it was left.
  public void show() {
    stage.setScene(window.scene());
    showTitle();
    arrangement.show();
    model.reopen();
    documents.restore();
  }

  void afterFirstFrame(Runnable task) {
    window.afterFirstFrame(task);
  }

  /// Opens what a person named at the start: a folder as the project, a file in the editor.
  public void open(Path path) {
    if (Files.isDirectory(path)) {
      model.openProject(path);
    } else {
      documents.open(path.toAbsolutePath().normalize(), 0);
    }
  }

  /// Does what a key does that is pressed where the keyboard is.
  void type(char character) {
    Node owner = scene().getFocusOwner();
    if (owner != null && character == '\r') {
      owner.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    } else if (owner != null) {
      String text = String.valueOf(character);
      owner.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, text, "", KeyCode.UNDEFINED, false, false, false, false));
    }
  }

  /// Opens a file at a 1-based line.
  void open(Path file, int line) {
    documents.open(file, line);
  }

  private void focused(Focus focus, Object origin) {
    // The editor itself follows in files that are open.
    if (focus instanceof Focus.Line line && origin != side.console()) {
      Path file = Path.of(line.file());
      if (!documents.isOpen(file) && Files.isRegularFile(file)) {
        documents.open(file, line.line());
      }
    }
  }

  private void showTitle() {
    Path file = documents.frontProperty().get();
    Path root = model.project().rootProperty().get();
    String name = file == null ? "" : file.getFileName() + " — ";
    stage.setTitle(name + (root == null ? "" : root.getFileName() + " — ") + "Gradwright");
  }

  /// Saves the arrangement and ends the engine.
  public void close() {
    arrangement.save();
    documents.shutDown();
    model.project().close();
    model.runs().close();
  }
}
