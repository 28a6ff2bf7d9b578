package gradwright.app.jaxpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.Gallery;
import gradwright.app.fake.SamplePrograms;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class JaxprPanelTest {
  private final FakeSession session =
      new FakeSession().with(SamplePrograms.digits()).with(SamplePrograms.large(2, 10_000));
  private final FocusModel focus = new FocusModel();
  private final List<Place.Frame> opened = new ArrayList<>();
  private final List<String> copied = new ArrayList<>();
  private final JaxprModel model = new JaxprModel(() -> session, focus, Platform::runLater);

  @Start
  void start(Stage stage) {
    Gallery.theme(Boolean.getBoolean("dark"));
    JaxprPanel panel = new JaxprPanel(model, opened::add, copied::add);
    Scene scene = new Scene(panel.view(), 1000, 560);
    scene.setFill(Boolean.getBoolean("dark") ? Color.web("#0d1117") : Color.WHITE);
    stage.setScene(scene);
    stage.show();
  }

  private void picture(FxRobot robot, String name) {
    String folder = System.getProperty("pictures");
    if (folder != null) {
      WaitForAsyncUtils.waitForFxEvents();
      robot.interact(
          () -> Gallery.save(robot.listWindows().getFirst().getScene(), folder + "/jaxpr-" + name + ".png", 1));
    }
  }

  private void waitForStages() throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> model.content().get() instanceof JaxprModel.Content.Shown);
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void showsAFunctionAndLinksItsEquations(FxRobot robot) throws Exception {
    picture(robot, "empty");
    robot.interact(() -> model.accept(JaxprModelTest.batch()));
    picture(robot, "list");
    robot.clickOn("loss");
    waitForStages();
    picture(robot, "stages");
    robot.clickOn("tanh");
    assertEquals(new Focus.OfEquation(1, 21), focus.focus());
    picture(robot, "selected");
    robot.type(KeyCode.ENTER);
    assertEquals(31, opened.getFirst().line());
    robot.interact(() -> model.chooseStage(model.right(), 4));
    picture(robot, "llvm");
    robot.interact(() -> model.left().collapseAll(true));
    picture(robot, "folded");
    robot.interact(() -> robot.lookup(".code-view").queryAll().iterator().next().requestFocus());
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertTrue(!copied.isEmpty());
  }

  @Test
  void longProgramsHaveFewNodes(FxRobot robot) throws Exception {
    robot.interact(() -> model.accept(JaxprModelTest.batch()));
    robot.interact(() -> model.choose(2));
    waitForStages();
    assertTrue(model.left().visible().size() > 10_000);
    int cells = robot.lookup(".code-cell").queryAll().size();
    assertTrue(cells > 10 && cells < 200, cells + " cells");
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int equation = (i * 797) % 10_000;
      robot.interact(() -> {
        long t = System.nanoTime();
        focus.set(new Focus.OfEquation(2, equation), this);
        robot.listWindows().getFirst().getScene().getRoot().layout();
        micros.add((System.nanoTime() - t) / 1000);
      });
    }
    micros.sort(null);
    System.out.println(
        "focus in 10,000 equations: median " + micros.get(30) + " µs, worst " + micros.getLast() + " µs");
    picture(robot, "large");
  }
}
