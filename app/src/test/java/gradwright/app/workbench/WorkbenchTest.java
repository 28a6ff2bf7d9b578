package gradwright.app.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.console.ConsoleLine;
import gradwright.app.fake.FakeSession;
import gradwright.app.run.RunState;
import gradwright.app.settings.ThemeChoice;
import gradwright.app.settings.UserFolders;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.SessionListener.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The whole window with an engine that does what a test says.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the toolkit calls start before each test
class WorkbenchTest {
  private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
  private final TestDesktop desktop = new TestDesktop();
  private Path folder;
  private Path project;
  private Path script;
  private WorkbenchModel model;
  private WorkbenchShell shell;
  private Stage stage;

  @Start
  void start(Stage shown) throws Exception {
    stage = shown;
    folder = Files.createTempDirectory("gradwright-window");
    project = Files.createDirectories(folder.resolve("project"));
    script = Files.writeString(project.resolve("a.py"), "import jax\nprint(1)\nraise ValueError('no')\n");
    open(new Stage());
  }

  private void open(Stage on) {
    stage = on;
    model =
        new WorkbenchModel(
            new UserFolders(folder.resolve("settings"), folder),
            folder.resolve("none"),
            _ ->
                listener -> {
                  FakeSession session = new FakeSession(listener);
                  session.info.complete(FakeSession.INFO);
                  sessions.add(session);
                  return session;
                },
            Platform::runLater);
    shell = new WorkbenchShell(model, on, desktop);
    model.runs().start();
    shell.show();
    on.setWidth(980);
    on.setHeight(760);
  }

  @AfterEach
  void close() {
    window(() -> {
      shell.close();
      stage.close();
      return true;
    });
  }

  private static <T> T window(Callable<T> task) {
    return WaitForAsyncUtils.waitForAsyncFx(10_000, task);
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> window(condition));
    assertTrue(window(condition), what);
  }

  private void trustAndOpen() throws Exception {
    until("the engine is ready", () -> model.runs().isReady());
    window(() -> {
      model.openProject(project);
      model.trust().trust(project);
      shell.open(script);
      return true;
    });
    until("the script is in front", () -> shell.command("run.file").isAvailable());
  }

  private String console() {
    return model.console().lines(0, Long.MAX_VALUE).stream().map(ConsoleLine::text).collect(Collectors.joining("\n"));
  }

  @Test
  void aScriptIsRunByKeyAndItsOutputShown(FxRobot robot) throws Exception {
    trustAndOpen();
    robot.push(KeyCode.F5);
    until("it runs", () -> model.runs().stateProperty().get() == RunState.RUNNING);
    FakeSession session = sessions.getLast();
    assertEquals(script.toString(), session.requests.getFirst().file());
    assertEquals("A script is running", window(() -> shell.command("run.file").unavailable().get()));
    session.listener.output(Stream.OUT, "epoch 1\n");
    session.end(Ending.FINISHED, 0, null);
    until("it has ended", () -> model.runs().isReady());
    assertTrue(console().contains("Run: a.py\nepoch 1\nFinished in "), console());
  }

  @Test
  void aRunIsStopped(FxRobot robot) throws Exception {
    trustAndOpen();
    robot.clickOn("#button-run-file");
    until("it runs", () -> model.runs().stateProperty().get() == RunState.RUNNING);
    robot.clickOn("#button-run-stop");
    until("it was stopped", () -> model.runs().isReady());
    assertEquals(1, sessions.getLast().cancels);
    assertTrue(console().contains("Stopped after"));
  }

  @Test
  void aTracebackLeadsToItsLine(FxRobot robot) throws Exception {
    trustAndOpen();
    robot.push(KeyCode.F5);
    until("it runs", () -> model.runs().stateProperty().get() == RunState.RUNNING);
    FakeSession session = sessions.getLast();
    Place.Frame frame = new Place.Frame(script.toString(), 3, 1, 3, 9, "<module>");
    session.listener.output(
        Stream.ERR, "Traceback (most recent call last):\n  File \"%s\", line 3, in <module>\n".formatted(script));
    session.end(Ending.FAILED, 1, new RunOutcome.Failure("ValueError", "no", List.of(frame)));
    until("it has failed", () -> model.runs().isReady());
    robot.push(KeyCode.F4);
    until("the editor is at the line", () -> shell.caretLine() == 3);
  }

  @Test
  void aLostEngineIsReplacedAndNothingIsLost(FxRobot robot) throws Exception {
    trustAndOpen();
    robot.push(KeyCode.F5);
    until("it runs", () -> model.runs().stateProperty().get() == RunState.RUNNING);
    sessions.getLast().end(Ending.ENGINE_LOST, 134, new RunOutcome.Failure("EngineLost", "Signal 6.", List.of()));
    until("it is told", () -> !model.banners().banners().isEmpty());
    robot.clickOn("Restart Engine");
    until("another runs", () -> model.runs().isReady());
    assertEquals(2, sessions.size());
    assertTrue(window(() -> shell.command("run.file").isAvailable()), "the script is still open");
  }

  @Test
  void aScriptThatPrintsForEverLeavesTheWindowAlive() throws Exception {
    trustAndOpen();
    window(() -> shell.command("run.file").run());
    until("it runs", () -> model.runs().stateProperty().get() == RunState.RUNNING);
    FakeSession session = sessions.getLast();
    Thread flood =
        Thread.ofVirtual()
            .start(() -> {
              String block = "all work and no play\n".repeat(500);
              for (int i = 0; i < 2_000 && !Thread.currentThread().isInterrupted(); i++) {
                session.listener.output(Stream.OUT, block);
              }
            });
    // The window answers while the flood lasts.
    for (int i = 0; i < 20; i++) {
      assertTrue(window(() -> true));
    }
    window(() -> shell.command("run.stop").run());
    until("it was stopped", () -> model.runs().isReady());
    flood.interrupt();
    flood.join();
    assertTrue(model.console().end() > 0);
  }

  @Test
  void nothingRunsInAFolderThatIsNotTrusted(FxRobot robot) throws Exception {
    until("the engine is ready", () -> model.runs().isReady());
    window(() -> {
      model.openProject(project);
      shell.open(script);
      return true;
    });
    until("it is asked", () -> shell.command("run.file").unavailable().get().contains("not trusted"));
    robot.push(KeyCode.F5);
    assertTrue(sessions.getLast().requests.isEmpty());
    robot.clickOn("Trust This Folder");
    until("it may run", () -> shell.command("run.file").isAvailable());
    assertTrue(window(() -> model.banners().banners().isEmpty()));
  }

  @Test
  void thePaletteDoesACommandByKeyboard(FxRobot robot) throws Exception {
    trustAndOpen();
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.P);
    robot.write("darkth");
    robot.push(KeyCode.ENTER);
    until("the theme is dark", () -> model.settings().get().theme() == ThemeChoice.DARK);
    until("the palette is closed", () -> robot.lookup("#palette-field").tryQuery().isEmpty());
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.P);
    robot.push(KeyCode.ESCAPE);
    assertTrue(robot.lookup("#palette-field").tryQuery().isEmpty());
  }

  @Test
  void thePaletteSaysWhyACommandCannotBeDone(FxRobot robot) throws Exception {
    until("the engine is ready", () -> model.runs().isReady());
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.P);
    robot.write("runfile");
    ListView<?> list = robot.lookup("#palette-list").query();
    assertTrue(window(() -> list.getItems().getFirst().toString().contains("Open a script first")));
    robot.push(KeyCode.ENTER);
    assertFalse(robot.lookup("#palette-field").tryQuery().isEmpty(), "it stays open");
    robot.push(KeyCode.ESCAPE);
  }

  @Test
  void aKeyIsGivenToAnotherCommand(FxRobot robot) throws Exception {
    trustAndOpen();
    robot.push(KeyCode.F1);
    TableView<?> table = robot.lookup("#keys-table").query();
    int row =
        window(() -> {
          for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i) == shell.command("run.file")) {
              table.getSelectionModel().select(i);
              table.scrollTo(i);
              table.requestFocus();
              return i;
            }
          }
          return -1;
        });
    assertTrue(row >= 0);
    robot.push(KeyCode.ENTER);
    robot.push(KeyCode.F9);
    until("it is kept", () -> "F9".equals(model.settings().get().keys().get("run.file")));
    robot.push(KeyCode.ESCAPE);
    until("the dialog is closed", () -> robot.lookup("#keys-table").tryQuery().isEmpty());
    robot.push(KeyCode.F5);
    assertTrue(sessions.getLast().requests.isEmpty());
    robot.push(KeyCode.F9);
    until("it runs", () -> sessions.getLast().requests.size() == 1);
  }

  @Test
  void theLayoutIsThereAgainAtTheNextStart() throws Exception {
    window(() -> {
      shell.closePanel(PanelCatalogue.JAXPR);
      shell.command("panel." + PanelCatalogue.PROFILER).run();
      return true;
    });
    LayoutNode left = window(() -> shell.layout());
    assertFalse(LayoutNode.panels(left).contains(PanelCatalogue.JAXPR));
    reopen();
    LayoutNode found = window(() -> shell.layout());
    assertEquals(LayoutNode.panels(left), LayoutNode.panels(found));
    window(() -> shell.command("panel." + PanelCatalogue.JAXPR).run());
    assertTrue(LayoutNode.panels(window(() -> shell.layout())).contains(PanelCatalogue.JAXPR));
    window(() -> shell.command("layout.reset").run());
    assertEquals(
        LayoutNode.panels(PanelCatalogue.home(java.util.Set.copyOf(shell.panelIds()))),
        LayoutNode.panels(window(() -> shell.layout())));
  }

  @Test
  void aBrokenLayoutFileIsTheDefaultLayout() throws Exception {
    window(() -> {
      shell.close();
      stage.close();
      return true;
    });
    Files.writeString(folder.resolve("settings/layout.json"), "{\"version\": 1, \"layout\": ");
    window(() -> {
      open(new Stage());
      return true;
    });
    assertEquals(shell.panelIds().size(), LayoutNode.panels(window(() -> shell.layout())).size());
  }

  private void reopen() {
    window(() -> {
      shell.close();
      stage.close();
      open(new Stage());
      return true;
    });
  }

  @Test
  void themesSwitchWithoutComplaint() throws Exception {
    window(() -> shell.command("theme.dark").run());
    assertTrue(window(() -> shell.isDark()));
    window(() -> shell.command("theme.light").run());
    assertFalse(window(() -> shell.isDark()));
    assertEquals("This is the theme now", window(() -> shell.command("theme.light").unavailable().get()));
  }

  @Test
  void theKeyboardReachesEveryPane(FxRobot robot) throws Exception {
    trustAndOpen();
    List<Node> visited = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      robot.push(KeyCode.F6);
      visited.add(window(() -> stage.getScene().getFocusOwner()));
    }
    assertTrue(visited.stream().distinct().count() >= 4, visited.toString());
  }

  private boolean press(KeyCode code, String character, boolean alt) {
    Node owner = stage.getScene().getFocusOwner();
    Event.fireEvent(owner, new KeyEvent(KeyEvent.KEY_PRESSED, "", character, code, false, false, alt, false));
    Node now = stage.getScene().getFocusOwner();
    Event.fireEvent(
        now, new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
    return true;
  }

  @Test
  void theKeyOfACommandIsNotTypedIntoTheText() throws Exception {
    trustAndOpen();
    String before = Files.readString(script);
    window(() -> press(KeyCode.DIGIT1, "1", true));
    window(() -> press(KeyCode.DIGIT0, "0", true));
    WaitForAsyncUtils.waitForFxEvents();
    assertEquals(before, window(() -> shell.text()));
    window(() -> press(KeyCode.DIGIT0, "0", false));
    assertEquals("0" + before, window(() -> shell.text()));
  }

  @Test
  void disabledButtonsSayWhy() throws Exception {
    until("the engine is ready", () -> model.runs().isReady());
    ButtonBase run = window(() -> (Button) stage.getScene().lookup("#button-run-file"));
    assertTrue(window(run::isDisabled));
    assertEquals("Open a script first", window(run::getAccessibleHelp));
  }
}
