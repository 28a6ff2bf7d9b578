package gradwright.app.console;

import gradwright.app.console.ConsoleSearch.Match;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Searches the console: Enter finds the next place, Shift+Enter the one before, Escape closes.
final class ConsoleFindBar extends HBox {
  private final ConsoleModel console;
  private final ConsoleCanvas canvas;
  private final TextField field = new TextField();
  private final Label result = new Label();
  private final AtomicLong searches = new AtomicLong();
  private @Nullable Match match;

  ConsoleFindBar(ConsoleModel console, ConsoleCanvas canvas) {
    this.console = console;
    this.canvas = canvas;
    getStyleClass().add("find-bar");
    setAlignment(Pos.CENTER_LEFT);
    field.setPromptText("Find in console");
    field.setAccessibleText("Find in console");
    HBox.setHgrow(field, Priority.SOMETIMES);
    field.setMaxWidth(360);
    result.getStyleClass().add("text-muted");
    getChildren()
        .addAll(
            field,
            button("fth-arrow-up", "Previous match (Shift+Enter)", () -> search(false)),
            button("fth-arrow-down", "Next match (Enter)", () -> search(true)),
            result,
            button("fth-x", "Close search (Escape)", this::close));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    setVisible(false);
    setManaged(false);
  }

  private static Button button(String icon, String name, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("flat", "small", "button-icon");
    button.setAccessibleText(name);
    button.setTooltip(new Tooltip(name));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      search(!event.isShiftDown());
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    }
  }

  void open() {
    setVisible(true);
    setManaged(true);
    field.requestFocus();
    field.selectAll();
  }

  private void close() {
    setVisible(false);
    setManaged(false);
    match = null;
    result.setText("");
    canvas.show(null);
    canvas.requestFocus();
  }

  private void search(boolean forward) {
    String text = field.getText();
    Match from = match;
    long number = searches.incrementAndGet();
    long line = from == null ? (forward ? console.first() : console.end() - 1) : from.line();
    int column = from == null ? (forward ? 0 : Integer.MAX_VALUE) : forward ? from.start() + 1 : from.start();
    Thread.ofVirtual()
        .start(() -> {
          Optional<Match> found = ConsoleSearch.find(console, text, line, column, forward);
          Platform.runLater(() -> {
            if (number == searches.get()) {
              show(found.orElse(null));
            }
          });
        });
  }

  private void show(@Nullable Match found) {
    match = found;
    result.setText(
        found == null
            ? (field.getText().isEmpty() ? "" : "Not found")
            : "Line %,d".formatted(found.line() - console.first() + 1));
    canvas.show(found);
  }
}
