package gradwright.app.fake;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.application.Application;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.transform.Scale;
import javax.imageio.ImageIO;

/// Pictures of panels, for people to look at.
public final class Gallery {
  private Gallery() {}

  public static void theme(boolean dark) {
    Application.setUserAgentStylesheet(
        dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
  }

  /// Saves what a scene shows; on the window's thread.
  public static void save(Scene scene, String file, double scale) {
    Parent root = scene.getRoot();
    root.applyCss();
    root.layout();
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(scale, scale));
    parameters.setFill(scene.getFill());
    try {
      new File(file).getAbsoluteFile().getParentFile().mkdirs();
      ImageIO.write(SwingFXUtils.fromFXImage(root.snapshot(parameters, null), null), "png", new File(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
