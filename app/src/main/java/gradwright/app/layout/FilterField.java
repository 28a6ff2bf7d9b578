package gradwright.app.layout;

import java.util.Objects;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A field that narrows a list: a glass at its left, and a cross at its right while it holds something, which Escape does by key.
public final class FilterField extends CustomTextField {
  /// @param name says what is filtered
  public FilterField(String name) {
    setPromptText(name);
    setAccessibleText(name);
    getStyleClass().add("filter-field");
    StackPane glass = new StackPane(new FontIcon(Feather.SEARCH));
    glass.getStyleClass().add("filter-glass");
    setLeft(glass);
    StackPane cross = new StackPane(new FontIcon(Feather.X));
    cross.getStyleClass().add("filter-cross");
    cross.visibleProperty().bind(textProperty().isNotEmpty());
    cross.setOnMouseClicked(e -> clear());
    setRight(cross);
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE && !getText().isEmpty()) {
            clear();
            e.consume();
          }
        });
  }

  @Override
  public String getUserAgentStylesheet() {
    return Objects.requireNonNull(FilterField.class.getResource("filter-field.css")).toExternalForm();
  }
}
