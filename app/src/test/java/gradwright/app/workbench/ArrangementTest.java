package gradwright.app.workbench;

import static gradwright.app.workbench.TestWindow.on;
import static gradwright.app.workbench.TestWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.run.RunState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import software.coley.bentofx.layout.container.DockContainerBranch;

/// How the window is arranged is kept while it lives, and what it says at its start.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the toolkit calls start before each test
class ArrangementTest {
  @TempDir Path folder;

  private TestWindow window;

  @Start
  void start(Stage shown) throws Exception {
    window = new TestWindow(folder, "import jax\n", FakeSession::new, 900, 700);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private Optional<LayoutFile.Arrangement> kept() {
    return new LayoutFile(folder.resolve("settings/layout.json"), Set.copyOf(window.shell().panelIds())).load();
  }

  @Test
  void isKeptThoughTheWindowIsNeverClosed(FxRobot robot) throws Exception {
    on(() -> {
      window.shell().closePanel(PanelCatalogue.JAXPR);
      return true;
    });
    until("a closed panel", () -> kept().filter(a -> !holds(a, PanelCatalogue.JAXPR)).isPresent());
    window.command("panel." + PanelCatalogue.JAXPR);
    until("an opened panel", () -> kept().filter(a -> holds(a, PanelCatalogue.JAXPR)).isPresent());
    on(() -> {
      window.scene().getWindow().setWidth(860);
      return true;
    });
    until("a resized window", () -> kept().filter(a -> a.width() == 860).isPresent());
    LayoutNode before = kept().orElseThrow().layout();
    Node divider =
        robot
            .lookup(".split-pane-divider")
            .<Node>match(n -> n.getParent() instanceof DockContainerBranch)
            .<Node>query();
    robot.drag(divider, MouseButton.PRIMARY).moveBy(60, 60).drop();
    until("a dragged divider", () -> kept().filter(a -> !a.layout().equals(before)).isPresent());
    assertEquals(on(() -> window.shell().layout()), kept().orElseThrow().layout());
  }

  private static boolean holds(LayoutFile.Arrangement arrangement, String panel) {
    return LayoutNode.panels(arrangement.layout()).contains(panel);
  }

  @Test
  void theStatusBarTellsOnceWhatGoesOn() throws Exception {
    window.untilReady();
    assertEquals("Ready", message());
    window.trustAndOpen();
    window.command("run.file");
    window.untilRunning();
    assertEquals("", message(), "the run's own progress tells it");
    assertTrue(window.model().jobs().jobs().stream().anyMatch(j -> j.titleProperty().get().equals("Running a.py")));
    assertFalse(window.console().isEmpty());
  }

  @Test
  void whatBeganBeforeTheWindowIsToldToo() {
    JobsModel jobs = new JobsModel();
    jobs.begin(RunState.STARTING.text());
    StatusBarView bar = on(() -> new StatusBarView(jobs));
    assertTrue(
        bar.lookupAll(".label").stream()
            .anyMatch(n -> n instanceof Label label && label.getText().equals("Engine is starting")));
  }

  private String message() {
    return on(() -> ((Label) window.scene().lookup("#status-message")).getText());
  }
}
