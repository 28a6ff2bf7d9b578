package gradwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The set-up of the toolkit itself: JavaFX on the module path, no display.
@ExtendWith(ApplicationExtension.class)
class ToolkitTest {
  private int clicks;

  @Start
  void start(Stage stage) {
    Button button = new Button("Press");
    button.setOnAction(e -> clicks++);
    stage.setScene(new Scene(button, 200, 100));
    stage.show();
  }

  @Test
  void clicksReachControls(FxRobot robot) {
    robot.clickOn("Press");
    assertEquals(1, clicks);
    assertTrue(Button.class.getModule().isNamed(), "JavaFX is on the module path");
  }
}
