package gradwright.app.jaxpr;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Group;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;

/// The colours that the style sheet gives to tokens, as properties that follow the theme. Binding to them is much cheaper than
/// giving each token a style class of its own.
final class CodePalette {
  private final Group node = new Group();
  private final Map<CodeToken.Style, Text> samples = new EnumMap<>(CodeToken.Style.class);

  CodePalette() {
    // Styles are not applied to what is invisible.
    node.setManaged(false);
    node.setOpacity(0);
    node.setMouseTransparent(true);
    for (CodeToken.Style style : CodeToken.Style.values()) {
      Text sample = new Text();
      sample.getStyleClass().setAll("code-text", style.css());
      samples.put(style, sample);
      node.getChildren().add(sample);
    }
  }

  /// To be put anywhere into the scene that uses the colours.
  Group node() {
    return node;
  }

  /// Draws a node in a style from now on.
  void paint(Text text, CodeToken.Style style) {
    Text sample = samples.get(style);
    if (sample != null && text.getUserData() != style) {
      ObjectProperty<Paint> fill = sample.fillProperty();
      text.fillProperty().bind(fill);
      text.fontProperty().bind(sample.fontProperty());
      text.setUserData(style);
    }
  }
}
