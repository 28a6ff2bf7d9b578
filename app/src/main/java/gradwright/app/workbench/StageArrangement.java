package gradwright.app.workbench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.Observable;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Shows the window as it was left, and keeps how it is left.
final class StageArrangement {
  private static final int LEAST_WIDTH = 640;
  private static final int LEAST_HEIGHT = 420;

  /// A window that is dragged or made larger changes with every frame.
  private static final Duration REST = Duration.millis(700);

  private final Stage stage;
  private final DockArea docks;
  private final LayoutFile file;
  private final LayoutNode home;
  private final PauseTransition rest = new PauseTransition(REST);
  private LayoutFile.@Nullable Arrangement saved;

  /// @param home the layout of the first start
  StageArrangement(Stage stage, DockArea docks, LayoutFile file, LayoutNode home) {
    this.stage = stage;
    this.docks = docks;
    this.file = file;
    this.home = home;
    rest.setOnFinished(_ -> save());
  }

  /// Saves soon, so that a window that is killed comes back as it was.
  private void changed() {
    rest.playFromStart();
  }

  private void follow() {
    docks.onChange(this::changed);
    for (Observable property :
        List.of(
            stage.xProperty(),
            stage.yProperty(),
            stage.widthProperty(),
            stage.heightProperty(),
            stage.maximizedProperty())) {
      property.addListener(_ -> changed());
    }
  }

  void show() {
    Optional<LayoutFile.Arrangement> kept = file.load();
    // The screen may be smaller than the last one, or scaled more.
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    kept.ifPresent(a -> {
      if (a.width() > 300 && a.height() > 200) {
        stage.setWidth(Math.min(a.width(), screen.getWidth()));
        stage.setHeight(Math.min(a.height(), screen.getHeight()));
      }
      stage.setMaximized(a.maximised());
    });
    if (kept.isEmpty() && (screen.getWidth() < WorkbenchWindow.WIDTH || screen.getHeight() < WorkbenchWindow.HEIGHT)) {
      stage.setMaximized(true);
    }
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.show();
    docks.show(kept.map(LayoutFile.Arrangement::layout).orElse(home));
    follow();
  }

  LayoutNode layout() {
    return docks.layout(home);
  }

  void reset() {
    docks.show(home);
  }

  void reveal(String panel) {
    docks.reveal(panel, home);
  }

  /// Saves now, unless nothing changed.
  void save() {
    rest.stop();
    LayoutFile.Arrangement now =
        new LayoutFile.Arrangement(
            layout(), stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    if (now.equals(saved)) {
      return;
    }
    try {
      file.save(now);
      saved = now;
    } catch (IOException e) {
      // The settings have told already that their folder cannot be written.
      System.getLogger("gradwright.app").log(System.Logger.Level.WARNING, "the layout cannot be saved", e);
    }
  }
}
