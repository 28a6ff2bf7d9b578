package gradwright.app.command;

import gradwright.app.command.PaletteModel.Hit;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A list of all commands over the window: type a few letters, choose by the arrow keys, Enter does it, Escape closes.
public final class CommandPalette {
  private static final int ROWS = 12;
  private static final double ROW_HEIGHT = 32;

  private final PaletteModel model;
  private final StackPane layer;
  private final TextField field = new TextField();
  private final ListView<Hit> list = new ListView<>();
  private final VBox box = new VBox(field, list);
  private @Nullable Node before;

  /// @param layer fills the window; the palette is put on top of it
  public CommandPalette(PaletteModel model, StackPane layer) {
    this.model = model;
    this.layer = layer;
    box.getStyleClass().add("palette");
    box.setMaxSize(620, Region.USE_PREF_SIZE);
    StackPane.setAlignment(box, Pos.TOP_CENTER);
    field.setPromptText("Type the name of a command");
    field.setAccessibleText("Command palette");
    field.setId("palette-field");
    field.textProperty().bindBidirectional(model.queryProperty());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field
        .focusedProperty()
        .subscribe(on -> {
          if (!on) {
            close(false);
          }
        });
    list.setItems(model.hits());
    list.setId("palette-list");
    list.setAccessibleText("Commands");
    list.setFocusTraversable(false);
    list.setFixedCellSize(ROW_HEIGHT);
    list.setPlaceholder(new Label("No command has these letters in this order."));
    list.setCellFactory(_ -> new Cell());
    list.prefHeightProperty()
        .bind(
            javafx.beans.binding.Bindings.createDoubleBinding(
                () -> Math.clamp(model.hits().size(), 2, ROWS) * ROW_HEIGHT + 4, model.hits()));
    model.selectedProperty().subscribe(i -> showSelected(i.intValue()));
    model.hits().subscribe(() -> showSelected(model.selectedProperty().get()));
  }

  public boolean isOpen() {
    return box.getParent() != null;
  }

  public void open() {
    if (isOpen()) {
      field.requestFocus();
      return;
    }
    before = layer.getScene() == null ? null : layer.getScene().getFocusOwner();
    model.open();
    layer.getChildren().add(box);
    field.requestFocus();
    showSelected(0);
  }

  private void close(boolean refocus) {
    if (isOpen()) {
      layer.getChildren().remove(box);
      if (refocus && before != null) {
        before.requestFocus();
      }
    }
  }

  private void showSelected(int index) {
    list.getSelectionModel().select(index);
    list.scrollTo(Math.max(0, index - ROWS / 2));
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> model.move(1);
      case UP -> model.move(-1);
      case PAGE_DOWN -> model.select(Math.min(model.hits().size() - 1, model.selectedProperty().get() + ROWS));
      case PAGE_UP -> model.select(Math.max(0, model.selectedProperty().get() - ROWS));
      case ENTER -> accept();
      case ESCAPE -> close(true);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void accept() {
    model
        .accept()
        .ifPresent(command -> {
          close(true);
          command.run();
        });
  }

  private final class Cell extends ListCell<Hit> {
    private final FontIcon icon = new FontIcon();
    private final TextFlow name = new TextFlow();
    private final Label note = new Label();
    private final HBox row;

    Cell() {
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      StackPane iconBox = new StackPane(icon);
      iconBox.setMinWidth(20);
      name.setMinWidth(Region.USE_PREF_SIZE);
      row = new HBox(8, iconBox, centred(name), space, note);
      row.setAlignment(Pos.CENTER_LEFT);
      note.getStyleClass().add("text-muted");
      setOnMouseClicked(e -> {
        if (e.getButton() == MouseButton.PRIMARY && !isEmpty()) {
          model.select(getIndex());
          accept();
        }
      });
    }

    /// A text flow begins at the top of what it is given.
    private static VBox centred(TextFlow text) {
      VBox box = new VBox(text);
      box.setAlignment(Pos.CENTER_LEFT);
      return box;
    }

    @Override
    protected void updateItem(@Nullable Hit hit, boolean empty) {
      super.updateItem(hit, empty);
      setText(null);
      if (empty || hit == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      boolean off = !hit.unavailable().isEmpty();
      icon.setIconLiteral(hit.command().icon().isEmpty() ? "fth-chevron-right" : hit.command().icon());
      name.getChildren().setAll(spans(hit, off));
      note.setText(off ? hit.unavailable() : hit.key());
      setAccessibleText(hit.label() + (off ? ", " + hit.unavailable() : ""));
      row.setOpacity(off ? 0.6 : 1);
      setGraphic(row);
    }

    private static java.util.List<Text> spans(Hit hit, boolean off) {
      java.util.List<Text> spans = new java.util.ArrayList<>();
      for (int i = 0; i < hit.label().length(); i++) {
        boolean match = hit.positions().contains(i);
        Text last = spans.isEmpty() ? null : spans.getLast();
        boolean lastMatch = last != null && last.getStyleClass().contains("palette-match");
        if (last != null && lastMatch == match) {
          last.setText(last.getText() + hit.label().charAt(i));
        } else {
          Text span = new Text(hit.label().substring(i, i + 1));
          span.getStyleClass().add(match ? "palette-match" : "palette-text");
          spans.add(span);
        }
      }
      return spans;
    }
  }
}
