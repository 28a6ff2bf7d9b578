package gradwright.app.editor.view;

import gradwright.app.editor.python.Outline;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Lets people go to a function or class of a file by typing part of its name.
final class SymbolPicker extends VBox {
  private static final double ROW = 24;
  private static final int ROWS = 14;

  private final StackPane place;
  private final TextField query = new TextField();
  private final ListView<Outline.Symbol> list = new ListView<>();
  private final FilteredList<Outline.Symbol> shown;
  private final Consumer<Outline.Symbol> chosen;
  private final Runnable closed;

  SymbolPicker(StackPane place, List<Outline.Symbol> symbols, Consumer<Outline.Symbol> chosen, Runnable closed) {
    super(6);
    this.closed = closed;
    this.place = place;
    this.chosen = chosen;
    shown = new FilteredList<>(FXCollections.observableArrayList(symbols));
    query.setPromptText("Function or class");
    query.setAccessibleText("Function or class");
    query.setId("symbol-query");
    query.textProperty().addListener((o, was, is) -> filter(is.strip().toLowerCase(Locale.ROOT)));
    query.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    list.setItems(shown);
    list.setFixedCellSize(ROW);
    list.setPrefSize(420, Math.clamp(symbols.size(), 1, ROWS) * ROW + 4);
    list.setFocusTraversable(false);
    list.setAccessibleText("Functions and classes");
    list.setCellFactory(l -> new Cell());
    list.setOnMouseClicked(e -> choose());
    list.getSelectionModel().select(0);
    getChildren().addAll(query, list);
    getStyleClass().addAll("insight", "completions", "symbols");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    StackPane.setAlignment(this, Pos.TOP_CENTER);
    StackPane.setMargin(this, new Insets(6));
    query
        .focusedProperty()
        .subscribe((was, is) -> {
          if (!is) {
            hide();
          }
        });
  }

  /// Shows itself over the text and takes the keyboard.
  void show() {
    place.getChildren().add(this);
    query.requestFocus();
  }

  private void hide() {
    place.getChildren().remove(this);
  }

  private void filter(String part) {
    shown.setPredicate(s -> s.path().toLowerCase(Locale.ROOT).contains(part));
    list.getSelectionModel().select(0);
  }

  private void pressed(KeyEvent e) {
    int index = list.getSelectionModel().getSelectedIndex();
    if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.UP) {
      int next = Math.clamp(index + (e.getCode() == KeyCode.DOWN ? 1 : -1), 0, Math.max(0, shown.size() - 1));
      list.getSelectionModel().select(next);
      list.scrollTo(Math.max(0, next - ROWS / 2));
      e.consume();
    } else if (e.getCode() == KeyCode.ENTER) {
      choose();
      e.consume();
    } else if (e.getCode() == KeyCode.ESCAPE) {
      hide();
      closed.run();
      e.consume();
    }
  }

  private void choose() {
    Outline.Symbol symbol = list.getSelectionModel().getSelectedItem();
    hide();
    if (symbol != null) {
      chosen.accept(symbol);
    }
  }

  private static final class Cell extends ListCell<Outline.Symbol> {
    @Override
    protected void updateItem(Outline.@Nullable Symbol symbol, boolean empty) {
      super.updateItem(symbol, empty);
      setText(symbol == null || empty ? "" : "    ".repeat(symbol.level()) + symbol.kind() + "  " + symbol.name());
    }
  }
}
