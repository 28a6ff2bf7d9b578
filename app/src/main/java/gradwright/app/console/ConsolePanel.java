package gradwright.app.console;

import gradwright.app.console.TextStyle.Role;
import gradwright.app.run.Coalesced;
import gradwright.app.run.RunModel;
import gradwright.app.run.RunObserver;
import gradwright.app.run.RunState;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionListener.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The console: what scripts write and read, and a prompt on the names that they leave.
public final class ConsolePanel {
  private final ConsoleModel console;
  private final RunModel runs;
  private final Consumer<String> copy;
  private final ConsoleCanvas canvas;
  private final ConsoleFindBar find;
  private final PromptBar prompt;
  private final BorderPane view = new BorderPane();
  private final ToggleButton lock = toggle("fth-lock", "Scroll lock: stay here while lines are added");
  private long linkLine = -1;

  /// @param follow opens the place of a link, on the window's thread
  /// @param copy puts text on the clipboard
  public ConsolePanel(ConsoleModel console, RunModel runs, Consumer<SourceLink> follow, Consumer<String> copy) {
    this.console = console;
    this.runs = runs;
    this.copy = copy;
    canvas = new ConsoleCanvas(console, follow);
    find = new ConsoleFindBar(console, canvas);
    prompt = new PromptBar(new Typed());
    Label empty = new Label("What a script prints appears here. Press Run, or type Python below.");
    empty.getStyleClass().add("empty-state");
    empty.setMouseTransparent(true);
    StackPane output = new StackPane(canvas, empty);
    Coalesced refresh =
        new Coalesced(
            Platform::runLater,
            () -> {
              empty.setVisible(console.isEmpty());
              canvas.refresh();
            });
    console.listen(refresh::request);
    runs.observe(new Observer());
    runs.stateProperty().subscribe(_ -> showMode());
    runs.inputWantedProperty().subscribe(_ -> showMode());
    view.getStyleClass().add("console-panel");
    view.setTop(new VBox(header(), find));
    view.setCenter(output);
    view.setBottom(prompt);
  }

  private HBox header() {
    lock.selectedProperty().subscribe(canvas::setLocked);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label status = new Label();
    status.getStyleClass().add("text-muted");
    runs.stateProperty().subscribe(s -> status.setText(s.text()));
    HBox header =
        new HBox(
            status,
            space,
            button("fth-search", "Find in console (Ctrl+F)", this::find),
            button("fth-corner-up-right", "Go to the next source line named in the console", this::nextLink),
            lock,
            button("fth-copy", "Copy the selection, or everything (Ctrl+C)", this::copy),
            button("fth-trash-2", "Clear console", this::clear));
    header.getStyleClass().add("panel-header");
    canvas.setOnKeyPressed(e -> {
      if (e.isShortcutDown()) {
        switch (e.getCode()) {
          case C -> copy();
          case F -> find();
          default -> {
            return;
          }
        }
        e.consume();
      }
    });
    return header;
  }

  private static Button button(String icon, String name, Runnable action) {
    Button button = new Button();
    button.setOnAction(_ -> action.run());
    dress(button, icon, name);
    return button;
  }

  private static ToggleButton toggle(String icon, String name) {
    ToggleButton button = new ToggleButton();
    dress(button, icon, name);
    return button;
  }

  private static void dress(ButtonBase button, String icon, String name) {
    button.setGraphic(new FontIcon(icon));
    button.getStyleClass().addAll("flat", "small", "button-icon");
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name));
  }

  public Region view() {
    return view;
  }

  /// Puts the caret where a person types.
  public void focusPrompt() {
    prompt.focusField();
  }

  public void find() {
    find.open();
  }

  public void clear() {
    console.clear();
    canvas.clearMarks();
    linkLine = -1;
  }

  public void copy() {
    copy.accept(canvas.selectedText());
  }

  public void toggleLock() {
    lock.setSelected(!lock.isSelected());
  }

  /// Follows the links of the console one after the other, beginning with the last: in a traceback that is where it happened.
  public void nextLink() {
    long end = linkLine < console.first() ? console.end() : linkLine;
    long oldest = Math.max(console.first(), end - 20_000);
    List<ConsoleLine> lines = console.lines(oldest, end);
    for (int i = lines.size() - 1; i >= 0; i--) {
      List<SourceLink> links = SourceLink.in(lines.get(i).text());
      if (!links.isEmpty()) {
        linkLine = oldest + i;
        canvas.reveal(linkLine);
        canvas.follow(links.getLast());
        return;
      }
    }
    linkLine = -1;
  }

  private void showMode() {
    RunState state = runs.stateProperty().get();
    switch (state) {
      case READY -> prompt.setMode(PromptBar.Mode.PYTHON, "Python on the names of the last run");
      case RUNNING -> {
        boolean wanted = runs.inputWantedProperty().get();
        prompt.setMode(
            PromptBar.Mode.INPUT,
            wanted ? "The script waits for a line; Ctrl+D ends its input" : "Input for the running script");
        if (wanted) {
          prompt.focusField();
        }
      }
      case STARTING -> prompt.setMode(PromptBar.Mode.CLOSED, PromptBar.SOON);
      case STOPPING, LOST, UNAVAILABLE -> prompt.setMode(PromptBar.Mode.CLOSED, state.text());
    }
  }

  private final class Typed implements PromptBar.Actions {
    @Override
    public void evaluate(String text) {
      String[] lines = text.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        console.appendLine(Role.INPUT, (i == 0 ? ">>> " : "... ") + lines[i]);
      }
      runs.evaluate(text);
    }

    @Override
    public void input(String line) {
      console.append(Role.INPUT, line);
      runs.input(line);
    }

    @Override
    public void endInput() {
      runs.endInput();
    }
  }

  private final class Observer implements RunObserver {
    @Override
    public void runStarted(RunRequest request) {
      linkLine = -1;
      String name = String.valueOf(Path.of(request.file()).getFileName());
      String what = request.keepNames() ? "Selection of " + name : name;
      String with = request.arguments().isEmpty() ? "" : " " + String.join(" ", request.arguments());
      console.appendLine(Role.NOTE, "Run: " + what + with);
    }

    @Override
    public void output(Stream stream, String text) {
      console.append(stream == Stream.OUT ? Role.OUTPUT : Role.ERROR, text);
    }

    @Override
    public void runEnded(RunOutcome outcome) {
      String note =
          switch (outcome.ending()) {
            case FINISHED ->
                runs.lastWasPrompt() ? "" : "Finished in " + duration(outcome.nanos()) + status(outcome.status());
            case FAILED ->
                runs.lastWasPrompt() ? "" : "Failed after " + duration(outcome.nanos()) + status(outcome.status());
            case CANCELLED -> "Stopped after " + duration(outcome.nanos());
            case ENGINE_LOST -> runs.problemProperty().get();
          };
      if (!note.isEmpty()) {
        console.appendLine(outcome.ending() == RunOutcome.Ending.ENGINE_LOST ? Role.ERROR : Role.NOTE, note);
      }
      linkLine = -1;
    }

    private static String status(int status) {
      return status == 0 ? "" : ", exit status " + status;
    }

    private static String duration(long nanos) {
      double seconds = nanos / 1e9;
      return seconds < 1
          ? String.format(Locale.ROOT, "%.0f ms", seconds * 1e3)
          : String.format(Locale.ROOT, "%.2f s", seconds);
    }
  }
}
