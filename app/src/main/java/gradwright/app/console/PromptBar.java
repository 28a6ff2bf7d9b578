package gradwright.app.console;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Where a person types: Python on the names of the last run, or what the running script reads.
final class PromptBar extends HBox {
  private static final int MOST_ROWS = 8;

  private final PromptModel python = new PromptModel();
  private final PromptModel input = new PromptModel();
  private final Actions actions;
  private final Label label = new Label(">>>");
  private final TextArea field = new TextArea();

  /// Shown while the engine starts, which the console's bar and the status bar tell already.
  static final String SOON = "Python, as soon as the engine is ready";

  private Mode mode = Mode.PYTHON;

  /// What is typed.
  enum Mode {
    /// Python, for the engine.
    PYTHON,
    /// A line for the running script.
    INPUT,
    /// Nothing can be typed now.
    CLOSED
  }

  /// What becomes of it.
  interface Actions {
    void evaluate(String text);

    void input(String line);

    void endInput();
  }

  PromptBar(Actions actions) {
    this.actions = actions;
    getStyleClass().add("prompt-bar");
    setAlignment(Pos.TOP_LEFT);
    label.getStyleClass().addAll("code", "prompt");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(field);
    field.getStyleClass().addAll("code", "prompt-field");
    field.setPrefRowCount(1);
    field.setWrapText(false);
    HBox.setHgrow(field, Priority.ALWAYS);
    getChildren().addAll(label, field);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field
        .textProperty()
        .subscribe(t -> field.setPrefRowCount((int) Math.min(MOST_ROWS, 1 + t.chars().filter(c -> c == '\n').count())));
    setMode(Mode.CLOSED, SOON);
  }

  /// @param hint shown while nothing is typed
  void setMode(Mode next, String hint) {
    boolean focused = field.isFocused();
    mode = next;
    label.setText(next == Mode.INPUT ? "input" : ">>>");
    field.setPromptText(hint);
    field.setAccessibleText(next == Mode.INPUT ? "Input for the script" : "Python prompt");
    field.setEditable(next != Mode.CLOSED);
    label.setDisable(next == Mode.CLOSED);
    if (focused) {
      field.requestFocus();
    }
  }

  void focusField() {
    field.requestFocus();
  }

  private void key(KeyEvent event) {
    PromptModel history = mode == Mode.INPUT ? input : python;
    switch (event.getCode()) {
      case ENTER -> {
        enter(event.isShiftDown());
        event.consume();
      }
      case UP -> {
        if (!field.getText().substring(0, field.getCaretPosition()).contains("\n")) {
          replace(history.earlier(field.getText()));
          event.consume();
        }
      }
      case DOWN -> {
        if (!field.getText().substring(field.getCaretPosition()).contains("\n")) {
          replace(history.later(field.getText()));
          event.consume();
        }
      }
      case TAB -> {
        if (!event.isShiftDown()
            && !event.isControlDown()
            && !event.isAltDown()
            && mode == Mode.PYTHON
            && indentable()) {
          field.insertText(field.getCaretPosition(), "    ");
          event.consume();
        }
      }
      case D -> {
        if (event.isControlDown() && mode == Mode.INPUT && field.getText().isEmpty()) {
          actions.endInput();
          event.consume();
        }
      }
      default -> {}
    }
  }

  /// Tab indents only inside a text of several lines, so that it leaves the field otherwise.
  private boolean indentable() {
    return field.getText().contains("\n");
  }

  private void replace(String text) {
    field.setText(text);
    field.end();
  }

  private void enter(boolean another) {
    String text = field.getText();
    switch (mode) {
      case CLOSED -> {}
      case INPUT -> {
        input.sent(text);
        field.clear();
        actions.input(text + "\n");
      }
      case PYTHON -> {
        String before = text.substring(0, field.getCaretPosition());
        if (another || (PromptModel.wantsMore(text) && !text.isBlank())) {
          field.insertText(field.getCaretPosition(), "\n" + PromptModel.indent(before));
        } else if (!text.isBlank()) {
          python.sent(text.stripTrailing());
          field.clear();
          actions.evaluate(text.stripTrailing());
        }
      }
    }
  }
}
