package gradwright.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.app.settings.JsonFile;
import gradwright.app.settings.Settings;
import gradwright.app.settings.SettingsModel;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Code is in one font, which the machine has, wherever the window shows it.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the toolkit calls start before each test
class CodeFontTest {
  @TempDir Path folder;

  private final Text code = text("code");
  private final Text jaxpr = text("code-text");
  private final Text title = text("graph-title");
  private SettingsModel settings;
  private VBox box;

  private static Text text(String style) {
    Text text = new Text("words");
    text.getStyleClass().add(style);
    return text;
  }

  @Start
  void start(Stage stage) {
    settings =
        new SettingsModel(
            new JsonFile<>(folder.resolve("settings.json"), Settings.class, Settings.DEFAULTS), System.err::println);
    box = new VBox(code, jaxpr, title);
    Scene scene = new Scene(box);
    new WindowTheme(settings).install(scene);
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void panelsFollowTheSetting(FxRobot robot) {
    assertFamily(robot, WindowTheme.family(""));
    Font.getFamilies().stream()
        .filter(f -> f.toLowerCase(Locale.ROOT).contains("mono") && !f.equals(WindowTheme.family("")))
        .findFirst()
        .ifPresent(other -> {
          robot.interact(() -> settings.change(s -> s.withFont(other, s.fontSize())));
          assertFamily(robot, other);
        });
    robot.interact(() -> settings.change(s -> s.withFont("no such font", s.fontSize())));
    assertFamily(robot, WindowTheme.family(""));
  }

  private void assertFamily(FxRobot robot, String family) {
    robot.interact(() -> box.applyCss());
    for (Text text : new Text[] {code, jaxpr, title}) {
      assertEquals(family, text.getFont().getFamily(), text.getStyleClass().toString());
    }
  }
}
