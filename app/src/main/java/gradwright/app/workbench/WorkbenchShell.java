package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.command.PaletteModel;
import gradwright.app.console.ConsolePanel;
import gradwright.app.console.SourceLink;
import gradwright.app.problems.Finding;
import gradwright.app.problems.FindingsModel;
import gradwright.app.problems.ProblemsPanel;
import gradwright.app.project.ProjectPanel;
import gradwright.app.project.SampleProjects.Sample;
import gradwright.app.run.RunControl;
import gradwright.app.run.RunObserver;
import gradwright.app.settings.SettingsDialog;
import gradwright.app.welcome.WelcomePage;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.recompile.QuickFix;
import gradwright.profiler.recompile.SourceTexts;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Puts the window together: models, panels, commands, and what ties them.
public final class WorkbenchShell {
  private final WorkbenchModel model;
  private final Stage stage;
  private final Desktop desktop;
  private final CommandCatalogue commands = new CommandCatalogue();
  private final KeyBindingsModel keys;
  private final EditorDocuments documents;
  private final RunControl control;
  private final ConsolePanel console;
  private final ProjectPanel project;
  private final FindingsModel findings;
  private final ProblemsPanel problems;
  private final List<Panel> panels;
  private final LayoutFile layoutFile;
  private final WorkbenchWindow window;
  private final WelcomePage welcome;
  private final StackPane center = new StackPane();

  public WorkbenchShell(WorkbenchModel model, Stage stage, Desktop desktop) {
    this.model = model;
    this.stage = stage;
    this.desktop = desktop;
    documents = new EditorDocuments(model, new EditorQuestions(model, desktop, this::scene), new ClipboardOf(desktop));
    control = new RunControl(model.runs(), documents, model.project(), model.trust(), model.settings());
    console = new ConsolePanel(model.console(), model.runs(), this::follow, desktop::copy);
    project = new ProjectPanel(model.project(), f -> documents.open(f, 0), this::chooseFolder);
    findings = new FindingsModel(documents.problems());
    problems = new ProblemsPanel(findings, this::follow);
    panels = new ArrayList<>();
    panels.add(new Panel(PanelCatalogue.PROJECT, "Project", "fth-folder", project::view));
    panels.add(new Panel(PanelCatalogue.CONSOLE, "Console", "fth-terminal", console::view));
    panels.addAll(new EnginePanels(model, new Surroundings(), findings::accept, Platform::runLater).panels());
    panels.add(new Panel(PanelCatalogue.PROBLEMS, "Problems", "fth-alert-circle", problems::view));
    model.runs().observe(new Findings());
    Actions actions = new Actions();
    WorkbenchCommands filler = new WorkbenchCommands(commands);
    documents.commands().stream().filter(c -> c.category().equals("File")).forEach(commands::add);
    filler.addFileCommands(model, actions);
    documents.commands().stream().filter(c -> c.category().equals("Edit")).forEach(commands::add);
    filler.addRunCommands(model.runs(), control, actions);
    filler.addViewCommands(panels, model, actions);
    filler.addConsoleCommands(() -> console, actions);
    filler.addHelpCommands(actions);
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
    window.showProblems(findings.summaryProperty());
    window.showCaret(documents.caretProperty());
    stage
        .focusedProperty()
        .subscribe(on -> {
          if (on) {
            documents.lookAtFiles();
          }
        });
    welcome = welcomePage();
    center.getChildren().addAll(documents.view(), welcome.view());
    documents.emptyProperty().subscribe(empty -> welcome.view().setVisible(empty));
    model.settings().settingsProperty().subscribe(_ -> welcome.refresh());
    layoutFile = new LayoutFile(model.folders().settings().resolve("layout.json"), ids());
    model.focus().listen(this::focused);
    model.project().rootProperty().subscribe(_ -> showTitle());
    documents.frontProperty().addListener((_, _, _) -> showTitle());
  }

  private Scene scene() {
    return window.scene();
  }

  private Set<String> ids() {
    return panels.stream().map(Panel::id).collect(Collectors.toSet());
  }

  private WelcomePage welcomePage() {
    return new WelcomePage(
        model.samples().all(),
        () -> model.settings().get().recentProjects(),
        () -> model.settings().get().recentFiles(),
        List.of(
            start("editor.new"),
            start("editor.open"),
            start("file.openFolder"),
            start("view.palette"),
            start("app.settings")),
        List.of(
            WorkbenchWindow.keyText(keys, commands.get("view.palette"))
                + " finds every command by a few letters of its name.",
            WorkbenchWindow.keyText(keys, commands.get("run.file"))
                + " runs the file in front; what the engine did is in the panels.",
            "A folder that you open for the first time runs nothing until you allow it."),
        new WelcomePage.Actions() {
          @Override
          public void openSample(Sample sample) {
            model.openSample(sample, f -> documents.open(f, 0));
          }

          @Override
          public void openProject(Path folder) {
            model.openProject(folder);
          }

          @Override
          public void openFile(Path file) {
            open(file);
          }
        });
  }

  private WelcomePage.Start start(String id) {
    var command = commands.get(id);
    return new WelcomePage.Start(command.text(), command.icon(), WorkbenchWindow.keyText(keys, command), command::run);
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
    return window.docks().layout(PanelCatalogue.home(ids()));
  }

  void closePanel(String id) {
    window.docks().close(id);
  }

  /// The 1-based line of the caret; 0 without a file.
  int caretLine() {
    return documents.caretLine();
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
    Optional<LayoutFile.Arrangement> saved = layoutFile.load();
    stage.setScene(window.scene());
    // The screen may be smaller than the last one, or scaled more.
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    saved.ifPresent(a -> {
      if (a.width() > 300 && a.height() > 200) {
        stage.setWidth(Math.min(a.width(), screen.getWidth()));
        stage.setHeight(Math.min(a.height(), screen.getHeight()));
      }
      stage.setMaximized(a.maximised());
    });
    if (saved.isEmpty() && (screen.getWidth() < WorkbenchWindow.WIDTH || screen.getHeight() < WorkbenchWindow.HEIGHT)) {
      stage.setMaximized(true);
    }
    stage.setMinWidth(640);
    stage.setMinHeight(420);
    showTitle();
    stage.show();
    window.docks().show(saved.map(LayoutFile.Arrangement::layout).orElseGet(() -> PanelCatalogue.home(ids())));
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

  private void follow(SourceLink link) {
    model.focus().set(new Focus.Line(link.file(), link.line()), console);
    documents.open(Path.of(link.file()), link.line());
  }

  private void follow(Finding finding) {
    documents.open(Path.of(finding.file()), finding.line());
  }

  private void focused(Focus focus, Object origin) {
    // The editor itself follows in files that are open.
    if (focus instanceof Focus.Line line && origin != console) {
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

  private void chooseFolder() {
    desktop
        .chooseFolder("Open a folder as project", Optional.ofNullable(model.project().rootProperty().get()))
        .ifPresent(model::openProject);
  }

  /// Saves the arrangement and ends the engine.
  public void close() {
    try {
      layoutFile.save(
          new LayoutFile.Arrangement(
              window.docks().layout(PanelCatalogue.home(ids())),
              stage.getX(),
              stage.getY(),
              stage.getWidth(),
              stage.getHeight(),
              stage.isMaximized()));
    } catch (IOException e) {
      // The settings have told already that their folder cannot be written.
      System.getLogger("gradwright.app").log(System.Logger.Level.WARNING, "the layout cannot be saved", e);
    }
    documents.shutDown();
    model.project().close();
    model.runs().close();
  }

  private final class Findings implements RunObserver {
    @Override
    public void runStarted(RunRequest request) {
      findings.runStarted();
    }

    @Override
    public void runEnded(RunOutcome outcome) {
      if (!model.runs().lastWasPrompt()) {
        findings.runEnded(outcome);
      }
    }
  }

  private final class Surroundings implements EnginePanels.Surroundings {
    @Override
    public Optional<Path> openProfile(String extension) {
      return desktop.chooseFile(
          "Open Profile", "Profiles", "*" + extension, Optional.ofNullable(model.project().rootProperty().get()));
    }

    @Override
    public Optional<Path> saveAs(String title, String name) {
      return desktop.chooseTarget(title, Path.of(name), Optional.ofNullable(model.project().rootProperty().get()));
    }

    @Override
    public void goTo(Place.Frame place) {
      documents.open(Path.of(place.file()), place.line());
    }

    @Override
    public void copy(String text) {
      desktop.copy(text);
    }

    @Override
    public void edit(QuickFix fix) {
      documents.edit(fix);
    }

    @Override
    public SourceTexts sources() {
      return documents;
    }
  }

  private final class Actions implements WorkbenchCommands.Window {
    @Override
    public void openFolder() {
      chooseFolder();
    }

    @Override
    public void openSettings(String page) {
      new SettingsDialog(model.settings(), commands, keys, window.scene()).show(page);
    }

    @Override
    public void askForArguments() {
      Path file = documents.frontProperty().get();
      if (file != null) {
        Dialogs.askForOptions(window.scene(), String.valueOf(file.getFileName()), control.options(file))
            .ifPresent(o -> control.setOptions(file, o));
      }
    }

    @Override
    public void openPalette() {
      window.openPalette();
    }

    @Override
    public void reveal(String panel) {
      window.docks().reveal(panel, PanelCatalogue.home(ids()));
      if (panel.equals(PanelCatalogue.PROJECT)) {
        project.focus();
      } else if (panel.equals(PanelCatalogue.PROBLEMS)) {
        problems.focus();
      } else if (panel.equals(PanelCatalogue.CONSOLE)) {
        console.focusPrompt();
      }
    }

    @Override
    public void closePane() {
      if (window.docks().closeFocused()) {
        documents.focus();
      }
    }

    @Override
    public void nextProblem(boolean forward) {
      findings.next(forward).ifPresent(WorkbenchShell.this::follow);
    }

    @Override
    public void focusDocuments() {
      documents.focus();
    }

    @Override
    public void nextPane(boolean forward) {
      window.docks().focusNext(forward);
    }

    @Override
    public void resetLayout() {
      window.docks().show(PanelCatalogue.home(ids()));
    }

    @Override
    public void showWelcome() {
      welcome.view().setVisible(true);
      welcome.view().toFront();
    }

    @Override
    public void about() {
      Dialogs.inform(
          window.scene(),
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
}
