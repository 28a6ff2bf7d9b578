package gradwright.app.workbench;

import static gradwright.app.workbench.TestWindow.on;
import static gradwright.app.workbench.TestWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.app.fake.FakeArray;
import gradwright.app.fake.FakeSession;
import gradwright.app.fake.SamplePrograms;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every control of every panel and dialog has a name that can be read out, and the keyboard comes to it: after a run, so that
/// the panels are full.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the toolkit calls start before each test
class AccessibilityTest {
  private final List<String> wrong = new ArrayList<>();
  @TempDir Path folder;

  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    window =
        new TestWindow(
            folder,
            "import jax\n(\n",
            listener ->
                new FakeSession(listener)
                    .with(SamplePrograms.digits())
                    .with(FakeArray.of("w", "float32", 4, i -> i == 7 ? Double.NaN : i * 0.1, 8, 8))
                    .with(FakeArray.of("v", "float32", 4, i -> i * 0.2, 8, 8)),
            1000,
            980);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void run() throws Exception {
    window.trustAndOpen();
    window.command("run.file");
    FakeSession session = window.session();
    until("it runs", () -> session.running != null);
    Place here = new Place(List.of(new Place.Frame(window.script.toString(), 1, 1, 1, 5, "f")));
    List<EngineEvent> events =
        List.of(
            new EngineEvent.Traced(1, "loss", here, 8, 0, 2_000_000),
            new EngineEvent.CacheMiss("loss", here, here, EngineEvent.MissKind.NEVER_SEEN, List.of(), 0),
            new EngineEvent.Compiled(
                1,
                "loss",
                List.of(),
                List.of(
                    new EngineEvent.Kernel(
                        1, 1, "add", EngineEvent.KernelKind.FUSED, 10, 10, List.of(1), Place.UNKNOWN)),
                false,
                0,
                8_000_000),
            new EngineEvent.Executed(1, "loss", "cpu:0", here, 9_000_000, 500_000),
            new EngineEvent.Allocated(1, 4096, "cpu:0", here, 9_000_000),
            new EngineEvent.Diagnosed("evaluated", "loss was not compiled", here, 1));
    session.listener.events(
        new EventBatch(
            events, List.of(new KernelRuns("cpu:0", new int[] {1}, new long[] {9_000_000}, new long[] {400_000})), 0));
    session.end(Ending.FAILED, 1, new RunOutcome.Failure("ValueError", "no", here.frames()));
    window.untilReady();
  }

  @Test
  void everyControlOfEveryPanelHasANameAndIsReached(FxRobot robot) throws Exception {
    run();
    for (String panel : window.shell().panelIds()) {
      window.command("panel." + panel);
      settle();
      Node node = on(() -> window.shell().panel(panel)).orElseThrow();
      TabPane tabs = on(() -> tabsOf(node));
      int count = tabs == null ? 1 : tabs.getTabs().size();
      for (int tab = 0; tab < count; tab++) {
        int at = tab;
        if (tabs != null) {
          on(() -> {
            tabs.getSelectionModel().select(at);
            return true;
          });
          settle();
        }
        if (panel.equals(PanelCatalogue.ARRAYS)) {
          on(() -> chooseArray(node));
          settle();
        }
        look(robot, panel + (tabs == null ? "" : " " + tabs.getTabs().get(tab).getText()), node);
      }
    }
    window.command("editor.replace");
    settle();
    look(robot, "find bar", on(() -> window.scene().lookup(".find-bar")));
    names("window", on(() -> window.scene().getRoot()));
    assertEquals(List.of(), wrong.stream().distinct().toList());
  }

  @Test
  void everyControlOfTheDialogsHasANameAndIsReached(FxRobot robot) throws Exception {
    run();
    window.command("editor.new");
    settle();
    robot.write("x");
    for (String command :
        List.of("app.settings", "help.keys", "run.arguments", "editor.goToLine", "help.about", "editor.close")) {
      List<Window> before = robot.listWindows();
      Platform.runLater(() -> window.shell().command(command).run());
      until(command + " opens a dialog", () -> robot.listWindows().size() > before.size());
      settle();
      Window dialog = robot.listWindows().stream().filter(w -> !before.contains(w)).findFirst().orElseThrow();
      look(robot, command, on(() -> dialog.getScene().getRoot()));
      robot.push(KeyCode.ESCAPE);
      until(command + " is closed by Escape", () -> !dialog.isShowing());
    }
    for (String command : List.of("view.palette", "help.welcome")) {
      Platform.runLater(() -> window.shell().command(command).run());
      settle();
      names(command, on(() -> window.scene().getRoot()));
      robot.push(KeyCode.ESCAPE);
      settle();
    }
    assertEquals(List.of(), wrong.stream().distinct().toList());
  }

  @Test
  void noTwoCommandsHaveOneKey() {
    assertEquals(
        List.of(), on(() -> window.shell().keys().allConflicts().entrySet().stream().map(Object::toString).toList()));
  }

  private static @Nullable TabPane tabsOf(Node panel) {
    return Reach.shown(panel).stream()
        .filter(TabPane.class::isInstance)
        .map(TabPane.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static boolean chooseArray(Node panel) {
    Reach.shown(panel).stream()
        .filter(javafx.scene.control.TableView.class::isInstance)
        .map(javafx.scene.control.TableView.class::cast)
        .findFirst()
        .ifPresent(t -> t.getSelectionModel().select(0));
    return true;
  }

  private static void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      WaitForAsyncUtils.waitForFxEvents();
      TimeUnit.MILLISECONDS.sleep(120);
    }
  }

  private void names(String where, Node root) {
    on(() -> {
      for (Node node : Reach.shown(root)) {
        if (Reach.isUsed(node) && !Reach.hasName(node)) {
          wrong.add(where + ": no name: " + Reach.describe(node));
        }
        if (Reach.isOutOfReach(node)) {
          wrong.add(where + ": no keyboard: " + Reach.describe(node));
        }
      }
      return true;
    });
  }

  /// Looks at names, and goes with Tab, from the first node on, to everything that takes keys.
  private void look(FxRobot robot, String where, Node root) {
    names(where, root);
    List<Node> wanted = on(() -> Reach.shown(root).stream().filter(Reach::takesKeys).toList());
    if (wanted.isEmpty()) {
      return;
    }
    Set<Node> reached = new LinkedHashSet<>();
    Scene scene = root.getScene();
    on(() -> {
      wanted.getFirst().requestFocus();
      return true;
    });
    for (int i = 0; i < wanted.size() + 2; i++) {
      Node owner = on(scene::getFocusOwner);
      if (owner == null || !reached.add(owner)) {
        break;
      }
      robot.push(KeyCode.TAB);
    }
    for (Node node : wanted) {
      if (reached.stream().noneMatch(r -> r == node || Reach.areOneGroup(r, node))) {
        wrong.add(where + ": Tab does not come to " + Reach.describe(node));
      }
    }
  }
}
