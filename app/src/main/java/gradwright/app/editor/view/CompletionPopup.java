package gradwright.app.editor.view;

import gradwright.app.editor.insight.CompletionModel;
import gradwright.app.theme.WindowTheme;
import gradwright.protocol.Insight.Entry;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// The list of completions at the caret. The keyboard stays with the text; see [InsightKeys].
final class CompletionPopup {
  private static final double ROW = 24;
  private static final int ROWS = 10;

  /// A row holds as many of the code's font.
  private static final int CHARACTERS = 44;

  private final CompletionModel model;
  private final CodeView code;
  private final Popup popup = new Popup();
  private final ListView<Entry> list = new ListView<>();
  private final Label summary = new Label();

  CompletionPopup(CompletionModel model, CodeView code, String stylesheet, Runnable accept) {
    this.model = model;
    this.code = code;
    list.setItems(model.items());
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setAccessibleText("Completions");
    list.setId("completions");
    list.setCellFactory(l -> new Cell());
    list.setPrefWidth(420);
    list.addEventFilter(
        MouseEvent.MOUSE_RELEASED,
        e -> {
          int index = list.getSelectionModel().getSelectedIndex();
          if (index >= 0) {
            model.selectedProperty().set(index);
            accept.run();
          }
        });
    summary.getStyleClass().add("summary");
    summary.setMaxWidth(Double.MAX_VALUE);
    summary.setPrefWidth(420);
    summary.setTextOverrun(OverrunStyle.ELLIPSIS);
    VBox box = new VBox(list, summary);
    box.getStyleClass().addAll("editor", "insight", "completions");
    box.getStylesheets().addAll(WindowTheme.codeColours(), stylesheet);
    popup.getContent().add(box);
    popup.setAutoFix(true);
    popup.setAutoHide(true);
    popup.setHideOnEscape(false);
    popup.setConsumeAutoHidingEvents(false);
    popup.setOnAutoHide(e -> model.close());
    model.openProperty().addListener((o, was, is) -> show());
    model.items().addListener((javafx.beans.Observable o) -> show());
    model.selectedProperty().addListener((o, was, is) -> select());
  }

  private void show() {
    if (!model.openProperty().get() || code.node().getScene() == null) {
      popup.hide();
      return;
    }
    list.setPrefHeight(Math.min(ROWS, model.items().size()) * ROW + 2);
    if (!popup.isShowing()) {
      code.bounds(model.start()).ifPresent(this::place);
    }
    select();
  }

  private void place(Bounds at) {
    WindowTheme.follow(list.getParent(), code.node());
    popup.show(code.node(), at.getMinX() - 30, at.getMaxY() + 3);
  }

  /// Rows are styled when they are scrolled to, which only a popup that is shown can do.
  private void select() {
    if (!popup.isShowing()) {
      return;
    }
    int index = model.selectedProperty().get();
    list.getSelectionModel().select(index);
    list.scrollTo(Math.max(0, index - ROWS / 2));
    Entry entry = index >= 0 && index < model.items().size() ? model.items().get(index) : null;
    summary.setText(entry == null ? "" : entry.summary().isEmpty() ? entry.qualified() : entry.summary());
  }

  /// Of bare texts: labels would cost a key as much as the rest of it.
  private static final class Cell extends ListCell<Entry> {
    private final Text kind = new Text();
    private final Text name = new Text();
    private final Text signature = new Text();
    private final HBox row = new HBox(6, kind, name, signature);

    Cell() {
      kind.getStyleClass().setAll("kind");
      name.getStyleClass().setAll("name");
      signature.getStyleClass().setAll("signature");
      row.setAlignment(Pos.CENTER_LEFT);
      row.setMouseTransparent(true);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (entry == null || empty) {
        setGraphic(null);
        return;
      }
      if (getGraphic() == null) {
        setGraphic(row);
      }
      kind.setText(letter(entry.kind()));
      kind.getStyleClass().setAll("kind", "kind-" + entry.kind());
      name.setText(entry.name());
      signature.setText(shortened(entry.signature(), CHARACTERS - entry.name().length()));
      setAccessibleText(entry.kind() + " " + entry.name());
    }

    private static String shortened(String text, int length) {
      return text.length() <= length ? text : length < 2 ? "" : text.substring(0, length - 1) + "…";
    }

    private static String letter(String kind) {
      return switch (kind) {
        case "function" -> "f";
        case "class" -> "C";
        case "module" -> "M";
        case "array" -> "A";
        case "keyword" -> "k";
        default -> "v";
      };
    }
  }
}
