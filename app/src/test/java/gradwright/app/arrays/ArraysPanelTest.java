package gradwright.app.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.Gallery;
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
class ArraysPanelTest {
  private final FakeSession session = ArraysModelTest.session();
  private final ArraysModel model = new ArraysModel(() -> session, Thread::startVirtualThread, Platform::runLater);
  private final ComparisonModel comparison = new ComparisonModel(model, () -> session, Platform::runLater);
  private final List<String> copied = new ArrayList<>();

  @Start
  void start(Stage stage) {
    Gallery.theme(Boolean.getBoolean("dark"));
    Scene scene = new Scene(new ArraysPanel(model, comparison, copied::add).view(), 1000, 560);
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
          () -> Gallery.save(robot.listWindows().getFirst().getScene(), folder + "/arrays-" + name + ".png", 1));
    }
  }

  private void show(FxRobot robot, String path, ViewKind kind) throws Exception {
    robot.interact(() -> {
      model.names().choose(model.names().rows().stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow());
      model.slice().show(kind);
    });
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> !(model.slice().picture().get() instanceof Picture.Loading));
  }

  @Test
  void comparesTwoArrays(FxRobot robot) throws Exception {
    robot.interact(model::refresh);
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> model.names().rows().size() == 9);
    WaitForAsyncUtils.waitForFxEvents();
    robot.clickOn("params['w']");
    robot.clickOn("#compare-with");
    robot.clickOn(".combo-box-popup .list-cell");
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> comparison.picture().get() instanceof Picture.Ready);
    WaitForAsyncUtils.waitForFxEvents();
    picture(robot, "difference");
    SlicePicture difference = robot.lookup(n -> n instanceof SlicePicture).queryAs(SlicePicture.class);
    assertEquals("Difference of [:, :]", difference.getAccessibleText());
    robot.clickOn("at [7, 21]");
    WaitForAsyncUtils.waitForFxEvents();
    assertArrayEquals(new long[] {7, 21}, model.slice().revealed().get());
    assertTrue(robot.lookup(n -> n instanceof CellGrid).tryQuery().isPresent(), "the table shows the place");
    robot.clickOn("#difference");
    assertTrue(comparison.shown().get());
    robot.clickOn("loss");
    assertNull(comparison.other().get());
  }

  @Test
  void showsAnArray(FxRobot robot) throws Exception {
    picture(robot, "empty");
    robot.interact(model::refresh);
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> model.names().rows().size() == 9);
    WaitForAsyncUtils.waitForFxEvents();
    robot.clickOn("params['w']");
    picture(robot, "table");
    CellGrid grid = robot.lookup(n -> n instanceof CellGrid).queryAs(CellGrid.class);
    robot.interact(grid::requestFocus);
    robot.push(KeyCode.CONTROL, KeyCode.END);
    robot.type(KeyCode.PAGE_UP);
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertTrue(grid.selectedRow() > 30 && grid.selectedRow() < 60);
    assertEquals(1, copied.size());
    show(robot, "params['w']", ViewKind.HEAT);
    picture(robot, "heat");
    show(robot, "images", ViewKind.IMAGE);
    picture(robot, "image");
    show(robot, "loss", ViewKind.LINE);
    picture(robot, "line");
    show(robot, "loss", ViewKind.HISTOGRAM);
    picture(robot, "histogram");
    robot.clickOn("First NaN");
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> model.slice().revealed().get() != null);
    assertArrayEquals(new long[] {41, 0}, model.slice().revealed().get());
    picture(robot, "nan");
    show(robot, "z", ViewKind.TABLE);
    picture(robot, "complex");
    show(robot, "huge", ViewKind.HEAT);
    picture(robot, "huge");
  }
}
