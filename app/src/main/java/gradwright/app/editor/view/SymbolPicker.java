package gradwright.app.editor.view;

import gradwright.app.editor.python.Outline;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// Lets people go to a function or class of a file by typing part of its name.
final class SymbolPicker {
  private static final double ROW = 24;
  private static final int ROWS = 14;

  private final Popup popup = new Popup();
  private final TextField query = new TextField();
  private final ListView<Outline.Symbol> list = new ListView<>();
  private final FilteredList<Outline.Symbol> shown;
  private final Consumer<Outline.Symbol> chosen;

  SymbolPicker(List<Outline.Symbol> symbols, String stylesheet, Consumer<Outline.Symbol> chosen) {
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
    VBox box = new VBox(6, query, list);
    box.getStyleClass().addAll("editor", "insight", "completions", "symbols");
    box.getStylesheets().add(stylesheet);
    popup.getContent().add(box);
    popup.setAutoHide(true);
  }

  void show(Node owner) {
    Bounds bounds = owner.localToScreen(owner.getBoundsInLocal());
    if (bounds != null) {
      popup.show(owner, bounds.getCenterX() - 220, bounds.getMinY() + 8);
      query.requestFocus();
    }
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
    }
  }

  private void choose() {
    Outline.Symbol symbol = list.getSelectionModel().getSelectedItem();
    popup.hide();
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
