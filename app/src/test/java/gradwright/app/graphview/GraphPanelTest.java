package gradwright.app.graphview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.Gallery;
import gradwright.app.fake.SamplePrograms;
import gradwright.app.jaxpr.JaxprModel;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
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
class GraphPanelTest {
  private static final int LARGE = Integer.getInteger("graph.nodes", 300);

  private final FakeSession session =
      new FakeSession().with(SamplePrograms.digits()).with(SamplePrograms.large(2, LARGE));
  private final FocusModel focus = new FocusModel();
  private final List<Place.Frame> opened = new ArrayList<>();
  private final JaxprModel programs = new JaxprModel(() -> session, focus, Platform::runLater);
  private final GraphModel model = new GraphModel(programs, focus, Thread::startVirtualThread, Platform::runLater);

  @Start
  void start(Stage stage) {
    Gallery.theme(Boolean.getBoolean("dark"));
    Scene scene = new Scene(new GraphPanel(model, opened::add).view(), 1000, 640);
    scene.setFill(Boolean.getBoolean("dark") ? Color.web("#0d1117") : Color.WHITE);
    stage.setScene(scene);
    stage.show();
  }

  private void picture(FxRobot robot, String name) {
    String folder = System.getProperty("pictures");
    if (folder != null) {
      WaitForAsyncUtils.waitForFxEvents();
      WaitForAsyncUtils.waitForFxEvents();
      robot.interact(
          () -> Gallery.save(robot.listWindows().getFirst().getScene(), folder + "/graph-" + name + ".png", 1));
    }
  }

  private void choose(FxRobot robot, int program) throws Exception {
    robot.interact(() -> {
      programs.accept(
          new EventBatch(
              List.of(new EngineEvent.Traced(program, "loss", SamplePrograms.at(1, "f"), 8, 0, 1)), List.of(), 0));
      programs.choose(program);
    });
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () ->
            model.state().get() instanceof GraphModel.State.Ready
                || model.state().get() instanceof GraphModel.State.Failed);
    assertTrue(model.state().get() instanceof GraphModel.State.Ready, model.state().get().toString());
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Test
  void showsAndWalksTheGraph(FxRobot robot) throws Exception {
    picture(robot, "empty");
    choose(robot, 1);
    picture(robot, "digits");
    GraphCanvas canvas = robot.lookup(n -> n instanceof GraphCanvas).queryAs(GraphCanvas.class);
    robot.interact(() -> focus.set(new Focus.OfEquation(1, 2), this));
    double[] at = canvas.position(model.selected().get());
    robot.clickOn(canvas.localToScreen(at[0], at[1]));
    assertEquals(new Focus.OfEquation(1, 2), focus.focus());
    robot.type(KeyCode.SPACE);
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () -> model.graph() != null && model.graph().boxes().stream().anyMatch(PlacedGraph.Box::expanded));
    robot.interact(canvas::fit);
    picture(robot, "expanded");
    robot.type(KeyCode.DOWN);
    assertTrue(focus.focus() instanceof Focus.OfEquation e && e.equation() != 2, focus.focus().toString());
    robot.type(KeyCode.ENTER);
    assertEquals(1, opened.size());
  }

  @Test
  void pansLargeGraphs(FxRobot robot) throws Exception {
    long t = System.nanoTime();
    choose(robot, 2);
    System.out.println(LARGE + " equations laid out in " + (System.nanoTime() - t) / 1_000_000 + " ms");
    GraphCanvas canvas = robot.lookup(n -> n instanceof GraphCanvas).queryAs(GraphCanvas.class);
    picture(robot, "large");
    robot.interact(canvas::fit);
    picture(robot, "large-far");
    for (double zoom : new double[] {1, 4, 3}) {
      List<Long> micros = new ArrayList<>();
      robot.interact(() -> {
        canvas.zoomBy(zoom);
        model.select(LARGE / 2 + (int) zoom);
      });
      for (int i = 0; i < 40; i++) {
        robot.interact(() -> {
          long begin = System.nanoTime();
          canvas.pan(3, -5);
          canvas.drawNow();
          robot.listWindows().getFirst().getScene().snapshot(null);
          micros.add((System.nanoTime() - begin) / 1000);
        });
      }
      micros.sort(null);
      System.out.println("zoom by " + zoom + ": a frame " + micros.get(20) + " µs median");
    }
    picture(robot, "large-near");
    assertTrue(model.graph() != null && model.graph().boxes().size() == LARGE + 2);
  }
}
