package gradwright.app.arrays;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// One field for each axis: an index, or a range as in Python. Up and Down change an index.
final class SliceBar {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

  private final ArraysModel model;
  private final FlowPane node = new FlowPane(8, 4);

  SliceBar(ArraysModel model) {
    this.model = model;
    node.getStyleClass().add("slice-bar");
    model.slice().slicing().addListener((o, before, now) -> show(now));
  }

  FlowPane node() {
    return node;
  }

  private void show(@Nullable Slicing slicing) {
    int axes = slicing == null ? 0 : slicing.shape().length;
    if (node.getChildren().size() != axes) {
      node.getChildren().clear();
      for (int i = 0; i < axes; i++) {
        node.getChildren().add(field(i));
      }
    }
    for (int i = 0; slicing != null && i < axes; i++) {
      HBox box = (HBox) node.getChildren().get(i);
      long length = slicing.shape()[i];
      ((Label) box.getChildren().get(0)).setText("axis " + i + " (" + length + ")");
      TextField field = (TextField) box.getChildren().get(1);
      field.setText(slicing.parts().get(i).text(length));
      field.pseudoClassStateChanged(WRONG, false);
    }
  }

  private HBox field(int axis) {
    Label label = new Label();
    label.getStyleClass().add("axis-label");
    TextField field = new TextField();
    field.setPrefColumnCount(6);
    field.setAccessibleText("Slice of axis " + axis);
    field.setTooltip(new Tooltip("An index, or a range: 3   :   10:20   ::4\nUp and Down change an index"));
    field.setOnAction(e -> take(axis, field));
    field
        .focusedProperty()
        .addListener((o, before, now) -> {
          if (!now) {
            take(axis, field);
          }
        });
    field.addEventFilter(KeyEvent.KEY_PRESSED, e -> step(e, axis));
    HBox box = new HBox(4, label, field);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  private void take(int axis, TextField field) {
    Slicing s = model.slice().slicing().get();
    if (s == null || axis >= s.shape().length) {
      return;
    }
    Optional<Slicing.Part> part = Slicing.parse(field.getText(), s.shape()[axis]);
    field.pseudoClassStateChanged(WRONG, part.isEmpty());
    if (part.isPresent() && !part.get().equals(s.parts().get(axis))) {
      // The newest range stays where there are too many.
      Slicing next = s.with(axis, part.get());
      model.slice().show(part.get().isIndex() ? next : model.slice().keeping(next, axis));
    }
  }

  private void step(KeyEvent e, int axis) {
    Slicing s = model.slice().slicing().get();
    int by = e.getCode() == KeyCode.UP ? 1 : e.getCode() == KeyCode.DOWN ? -1 : 0;
    if (by == 0 || s == null || !s.parts().get(axis).isIndex()) {
      return;
    }
    long i = s.parts().get(axis).range().start() + by;
    if (i >= 0 && i < s.shape()[axis]) {
      model.slice().show(s.with(axis, Slicing.Part.index(i)));
    }
    e.consume();
  }
}
