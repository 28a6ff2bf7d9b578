package gradwright.app.workbench;

import static gradwright.app.workbench.TestWindow.on;
import static gradwright.app.workbench.TestWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.settings.ThemeChoice;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.SessionListener.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import software.coley.bentofx.control.Header;

/// The whole window with an engine that does what a test says.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the toolkit calls start before each test
class WorkbenchTest {
  @TempDir Path folder;

  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    window = new TestWindow(folder, "import jax\nprint(1)\nraise ValueError('no')\n", FakeSession::new, 980, 760);
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void aScriptIsRunByKeyAndItsOutputShown(FxRobot robot) throws Exception {
    window.trustAndOpen();
    robot.push(KeyCode.F5);
    window.untilRunning();
    FakeSession session = window.session();
    assertEquals(window.script.toString(), session.requests.getFirst().file());
    assertEquals("A script is running", on(() -> window.shell().command("run.file").unavailable().get()));
    session.listener.output(Stream.OUT, "epoch 1\n");
    session.end(Ending.FINISHED, 0, null);
    until("it has ended", () -> window.model().runs().isReady());
    assertTrue(window.console().contains("Run: a.py\nepoch 1\nFinished in "), window.console());
  }

  @Test
  void aRunIsStopped(FxRobot robot) throws Exception {
    window.trustAndOpen();
    robot.clickOn("#button-run-file");
    window.untilRunning();
    robot.clickOn("#button-run-stop");
    until("it was stopped", () -> window.model().runs().isReady());
    assertEquals(1, window.session().cancels);
    assertTrue(window.console().contains("Stopped after"));
  }

  @Test
  void aTracebackLeadsToItsLine(FxRobot robot) throws Exception {
    window.trustAndOpen();
    robot.push(KeyCode.F5);
    window.untilRunning();
    FakeSession session = window.session();
    Place.Frame frame = new Place.Frame(window.script.toString(), 3, 1, 3, 9, "<module>");
    session.listener.output(
        Stream.ERR,
        "Traceback (most recent call last):\n  File \"%s\", line 3, in <module>\n".formatted(window.script));
    session.end(Ending.FAILED, 1, new RunOutcome.Failure("ValueError", "no", List.of(frame)));
    until("it has failed", () -> window.model().runs().isReady());
    robot.push(KeyCode.F4);
    until("the editor is at the line", () -> window.shell().caretLine() == 3);
  }

  @Test
  void aLostEngineIsReplacedAndNothingIsLost(FxRobot robot) throws Exception {
    window.trustAndOpen();
    robot.push(KeyCode.F5);
    window.untilRunning();
    window.session().end(Ending.ENGINE_LOST, 134, new RunOutcome.Failure("EngineLost", "Signal 6.", List.of()));
    until("it is told", () -> !window.model().banners().banners().isEmpty());
    robot.clickOn("Restart Engine");
    until("another runs", () -> window.model().runs().isReady());
    assertEquals(2, window.sessions().size());
    assertTrue(on(() -> window.shell().command("run.file").isAvailable()), "the script is still open");
  }

  @Test
  void aScriptThatPrintsForEverLeavesTheWindowAlive() throws Exception {
    window.trustAndOpen();
    window.command("run.file");
    window.untilRunning();
    FakeSession session = window.session();
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
      assertTrue(on(() -> true));
    }
    window.command("run.stop");
    until("it was stopped", () -> window.model().runs().isReady());
    flood.interrupt();
    flood.join();
    assertTrue(window.model().console().end() > 0);
  }

  @Test
  void nothingRunsInAFolderThatIsNotTrusted(FxRobot robot) throws Exception {
    window.untilReady();
    on(() -> {
      window.model().openProject(window.project);
      window.shell().open(window.script);
      return true;
    });
    until("it is asked", () -> window.shell().command("run.file").unavailable().get().contains("not trusted"));
    robot.push(KeyCode.F5);
    assertTrue(window.session().requests.isEmpty());
    robot.clickOn("Trust This Folder");
    until("it may run", () -> window.shell().command("run.file").isAvailable());
    assertTrue(on(() -> window.model().banners().banners().isEmpty()));
  }

  @Test
  void thePaletteDoesACommandByKeyboard(FxRobot robot) throws Exception {
    window.trustAndOpen();
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.P);
    robot.write("darkth");
    robot.push(KeyCode.ENTER);
    until("the theme is dark", () -> window.model().settings().get().theme() == ThemeChoice.DARK);
    until("the palette is closed", () -> robot.lookup("#palette-field").tryQuery().isEmpty());
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.P);
    robot.push(KeyCode.ESCAPE);
    assertTrue(robot.lookup("#palette-field").tryQuery().isEmpty());
  }

  @Test
  void thePaletteSaysWhyACommandCannotBeDone(FxRobot robot) throws Exception {
    window.untilReady();
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.P);
    robot.write("runfile");
    ListView<?> list = robot.lookup("#palette-list").query();
    assertTrue(on(() -> list.getItems().getFirst().toString().contains("Open a script first")));
    robot.push(KeyCode.ENTER);
    assertFalse(robot.lookup("#palette-field").tryQuery().isEmpty(), "it stays open");
    robot.push(KeyCode.ESCAPE);
  }

  @Test
  void aKeyIsGivenToAnotherCommand(FxRobot robot) throws Exception {
    window.trustAndOpen();
    robot.push(KeyCode.F1);
    TableView<?> table = robot.lookup("#keys-table").query();
    int row =
        on(() -> {
          for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i) == window.shell().command("run.file")) {
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
    until("it is kept", () -> "F9".equals(window.model().settings().get().keys().get("run.file")));
    robot.push(KeyCode.ESCAPE);
    until("the dialog is closed", () -> robot.lookup("#keys-table").tryQuery().isEmpty());
    robot.push(KeyCode.F5);
    assertTrue(window.session().requests.isEmpty());
    robot.push(KeyCode.F9);
    until("it runs", () -> window.session().requests.size() == 1);
  }

  @Test
  void theLayoutIsThereAgainAtTheNextStart() throws Exception {
    on(() -> {
      window.shell().closePanel(PanelCatalogue.JAXPR);
      window.shell().command("panel." + PanelCatalogue.PROFILER).run();
      return true;
    });
    LayoutNode left = on(() -> window.shell().layout());
    assertFalse(LayoutNode.panels(left).contains(PanelCatalogue.JAXPR));
    window.close();
    window.open();
    LayoutNode found = on(() -> window.shell().layout());
    assertEquals(LayoutNode.panels(left), LayoutNode.panels(found));
    window.command("panel." + PanelCatalogue.JAXPR);
    assertTrue(LayoutNode.panels(on(() -> window.shell().layout())).contains(PanelCatalogue.JAXPR));
    window.command("layout.reset");
    assertEquals(
        LayoutNode.panels(PanelCatalogue.home(java.util.Set.copyOf(window.shell().panelIds()))),
        LayoutNode.panels(on(() -> window.shell().layout())));
  }

  @Test
  void aBrokenLayoutFileIsTheDefaultLayout() throws Exception {
    window.close();
    Files.writeString(window.folder.resolve("settings/layout.json"), "{\"version\": 1, \"layout\": ");
    window.open();
    assertEquals(window.shell().panelIds().size(), LayoutNode.panels(on(() -> window.shell().layout())).size());
  }

  @Test
  void themesSwitchWithoutComplaint() throws Exception {
    window.command("theme.dark");
    assertTrue(on(() -> window.shell().isDark()));
    window.command("theme.light");
    assertFalse(on(() -> window.shell().isDark()));
    assertEquals("This is the theme now", on(() -> window.shell().command("theme.light").unavailable().get()));
  }

  @Test
  void theKeyboardReachesEveryPane(FxRobot robot) throws Exception {
    window.trustAndOpen();
    List<Node> visited = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      robot.push(KeyCode.F6);
      visited.add(window.owner());
    }
    assertTrue(visited.stream().distinct().count() >= 4, visited.toString());
  }

  private boolean press(KeyCode code, String character, boolean alt) {
    Node owner = window.scene().getFocusOwner();
    Event.fireEvent(owner, new KeyEvent(KeyEvent.KEY_PRESSED, "", character, code, false, false, alt, false));
    Node now = window.scene().getFocusOwner();
    Event.fireEvent(
        now, new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
    return true;
  }

  @Test
  void theKeyOfACommandIsNotTypedIntoTheText() throws Exception {
    window.trustAndOpen();
    String before = Files.readString(window.script);
    on(() -> press(KeyCode.DIGIT1, "1", true));
    on(() -> press(KeyCode.DIGIT0, "0", true));
    WaitForAsyncUtils.waitForFxEvents();
    assertEquals(before, on(() -> window.shell().text()));
    on(() -> press(KeyCode.DIGIT0, "0", false));
    assertEquals("0" + before, on(() -> window.shell().text()));
  }

  @Test
  void disabledButtonsSayWhy() throws Exception {
    window.untilReady();
    ButtonBase run = on(() -> (Button) window.scene().lookup("#button-run-file"));
    assertTrue(on(run::isDisabled));
    assertEquals("Open a script first", on(run::getAccessibleHelp));
  }

  /// The docking library would collapse the pane.
  @Test
  void aClickOnTheTabInFrontLeavesItsPanel(FxRobot robot) throws Exception {
    window.untilReady();
    window.command("panel." + PanelCatalogue.CONSOLE);
    WaitForAsyncUtils.waitForFxEvents();
    Node panel = on(() -> window.shell().panel(PanelCatalogue.CONSOLE).orElseThrow());
    double height = on(() -> panel.getLayoutBounds().getHeight());
    Node tab =
        on(() ->
            window.scene().getRoot().lookupAll(".header").stream()
                .filter(n -> n instanceof Header h && h.getDockable().getIdentifier().equals(PanelCatalogue.CONSOLE))
                .findFirst()
                .orElseThrow());
    robot.clickOn(tab);
    robot.doubleClickOn(tab);
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(height > 50, "the panel is in sight: " + height);
    assertEquals(height, on(() -> panel.getLayoutBounds().getHeight()));
    assertEquals(tab, window.owner());
  }
}
