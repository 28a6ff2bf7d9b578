package gradwright.app.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import atlantafx.base.theme.PrimerLight;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.view.EditorView;
import gradwright.app.fake.FakeSession;
import gradwright.profiler.focus.FocusModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What the frames after a key show, and that one frame is enough.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class EditorFrameTest {
  @TempDir Path folder;

  private final FakeDialogs dialogs = new FakeDialogs();
  private EditorArea editors;
  private EditorView view;
  private Parent area;
  private Scene scene;

  @Start
  void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    editors =
        new EditorArea(
            new EditorContext(
                () -> Optional.of(new FakeSession()),
                new FocusModel(),
                new EditorSettings(),
                dialogs,
                dialogs,
                new LocalDisk(),
                folder.resolve("drafts"),
                new WindowThreads()));
    scene = new Scene(editors.node(), 800, 500);
    stage.setScene(scene);
    stage.show();
  }

  @AfterEach
  void end(FxRobot robot) {
    robot.interact(editors::shutdown);
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void open(FxRobot robot, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("a.py"), text);
    robot.interact(() -> editors.open(file));
    until(() -> editors.current().isPresent());
    view = editors.current().orElseThrow();
    robot.interact(view::focus);
    area = (Parent) view.node().lookup(".code");
    until(() -> lines().size() > 5 && !area.isNeedsLayout());
  }

  private List<Node> lines() {
    return area.lookup(".paragraph-box") instanceof Node line ? line.getParent().getChildrenUnmodifiable() : List.of();
  }

  /// Presses a key and waits for the next frame's layout.
  ///
  /// @return whether the text area has to be laid out once more after it
  private boolean isUnfinishedAfter(char key) throws Exception {
    CompletableFuture<Boolean> unfinished = new CompletableFuture<>();
    Platform.runLater(() -> {
      area.fireEvent(
          new KeyEvent(KeyEvent.KEY_TYPED, String.valueOf(key), "", KeyCode.UNDEFINED, false, false, false, false));
      Platform.runLater(() -> {
        Runnable[] once = new Runnable[1];
        once[0] =
            () -> {
              scene.removePostLayoutPulseListener(once[0]);
              unfinished.complete(area.isNeedsLayout());
            };
        scene.addPostLayoutPulseListener(once[0]);
        Platform.requestNextPulse();
      });
    });
    return unfinished.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aKeyIsLaidOutOnce(FxRobot robot) throws Exception {
    open(robot, "x = 1  # words\n".repeat(300));
    robot.interact(() -> view.goTo(8, 4));
    until(() -> !area.isNeedsLayout());
    for (char key : "ab '(".toCharArray()) {
      assertFalse(isUnfinishedAfter(key), "after " + key);
      double end = 0;
      for (Node line : List.copyOf(lines())) {
        assertEquals(end, line.getLayoutY(), 0.01, "lines follow each other after " + key);
        end = line.getLayoutY() + line.getLayoutBounds().getHeight();
      }
    }
    assertEquals(view.document().text().text(), view.code().shownText());
  }

  @Test
  void aNewLineAtTheTopStaysInSight(FxRobot robot) throws Exception {
    open(robot, "x = 1\n".repeat(300));
    robot.interact(() -> view.goTo(1, 1));
    robot.type(KeyCode.ENTER);
    assertFalse(isUnfinishedAfter('a'));
    assertEquals(0, view.top());
  }

  private List<String> marked() {
    return area.lookupAll(".bracket-pair").stream().map(n -> ((Text) n).getText()).toList();
  }

  @Test
  void bracketsAreMarkedWhenTheHandsRestAndMarksStayAtThem(FxRobot robot) throws Exception {
    open(robot, "f(x)\n".repeat(20));
    robot.interact(() -> view.goTo(3, 5));
    until(() -> marked().equals(List.of("(", ")")));
    robot.write("+ 1");
    until(() -> marked().isEmpty());
    robot.interact(() -> view.goTo(3, 2));
    until(() -> marked().equals(List.of("(", ")")));
    robot.interact(() -> {
      view.document().text().replace(0, 0, "\n", view.code().selection(), view.code().selection());
    });
    until(() -> marked().equals(List.of("(", ")")));
  }
}
