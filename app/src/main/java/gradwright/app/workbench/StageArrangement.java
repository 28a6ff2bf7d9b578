package gradwright.app.workbench;

import java.io.IOException;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Shows the window as it was left, and keeps how it is left.
final class StageArrangement {
  private static final int LEAST_WIDTH = 640;
  private static final int LEAST_HEIGHT = 420;

  private final Stage stage;
  private final DockArea docks;
  private final LayoutFile file;
  private final LayoutNode home;

  /// @param home the layout of the first start
  StageArrangement(Stage stage, DockArea docks, LayoutFile file, LayoutNode home) {
    this.stage = stage;
    this.docks = docks;
    this.file = file;
    this.home = home;
  }

  void show() {
    Optional<LayoutFile.Arrangement> saved = file.load();
    // The screen may be smaller than the last one, or scaled more.
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    saved.ifPresent(a -> {
      if (a.width() > 300 && a.height() > 200) {
        stage.setWidth(Math.min(a.width(), screen.getWidth()));
        stage.setHeight(Math.min(a.height(), screen.getHeight()));
      }
      stage.setMaximized(a.maximised());
    });
    if (saved.isEmpty() && (screen.getWidth() < WorkbenchWindow.WIDTH || screen.getHeight() < WorkbenchWindow.HEIGHT)) {
      stage.setMaximized(true);
    }
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.show();
    docks.show(saved.map(LayoutFile.Arrangement::layout).orElse(home));
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

  void save() {
    try {
      file.save(
          new LayoutFile.Arrangement(
              layout(), stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized()));
    } catch (IOException e) {
      // The settings have told already that their folder cannot be written.
      System.getLogger("gradwright.app").log(System.Logger.Level.WARNING, "the layout cannot be saved", e);
    }
  }
}
