package gradwright.app.jaxpr;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;

/// The theme's looked-up colours for drawings on a canvas; tells when the theme changes them.
public final class ThemePaints {
  private final Group node = new Group();
  private final Map<String, Text> samples = new HashMap<>();
  private final Runnable changed;

  /// @param changed draws again
  public ThemePaints(Runnable changed) {
    this.changed = changed;
    // Styles are not applied to what is invisible.
    node.setManaged(false);
    node.setOpacity(0);
    node.setMouseTransparent(true);
  }

  /// To be put into the scene that uses the colours.
  public Group node() {
    return node;
  }

  /// The paint of a colour such as `-color-fg-muted`, or of any CSS paint.
  public Paint get(String colour) {
    Text sample = samples.get(colour);
    if (sample == null) {
      sample = new Text();
      sample.setStyle("-fx-fill: " + colour + ";");
      sample.fillProperty().addListener((o, before, now) -> changed.run());
      samples.put(colour, sample);
      node.getChildren().add(sample);
      sample.applyCss();
    }
    return sample.getFill();
  }

  /// The same as a colour; grey where the paint is none.
  public Color colour(String name) {
    return get(name) instanceof Color c ? c : Color.GRAY;
  }
}
