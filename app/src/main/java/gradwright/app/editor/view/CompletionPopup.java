package gradwright.app.editor.view;

import gradwright.app.editor.insight.CompletionModel;
import gradwright.protocol.Insight.Entry;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// The list of completions at the caret. The keyboard stays with the text; see [InsightKeys].
final class CompletionPopup {
  private static final double ROW = 24;
  private static final int ROWS = 10;

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
    box.getStylesheets().add(stylesheet);
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
    select();
    if (!popup.isShowing()) {
      code.bounds(model.start()).ifPresent(this::place);
    }
  }

  private void place(Bounds at) {
    popup.show(code.node(), at.getMinX() - 30, at.getMaxY() + 3);
  }

  private void select() {
    int index = model.selectedProperty().get();
    list.getSelectionModel().select(index);
    list.scrollTo(Math.max(0, index - ROWS / 2));
    Entry entry = index >= 0 && index < model.items().size() ? model.items().get(index) : null;
    summary.setText(entry == null ? "" : entry.summary().isEmpty() ? entry.qualified() : entry.summary());
  }

  private static final class Cell extends ListCell<Entry> {
    private final Label kind = new Label();
    private final Label name = new Label();
    private final Label signature = new Label();
    private final HBox row = new HBox(6, kind, name, signature);

    Cell() {
      kind.getStyleClass().add("kind");
      name.getStyleClass().add("name");
      name.setMinWidth(USE_PREF_SIZE);
      signature.getStyleClass().add("signature");
      signature.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(signature, Priority.ALWAYS);
      row.setMaxWidth(400);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (entry == null || empty) {
        setGraphic(null);
        return;
      }
      kind.setText(letter(entry.kind()));
      kind.getStyleClass().setAll("kind", "kind-" + entry.kind());
      name.setText(entry.name());
      signature.setText(entry.signature());
      setAccessibleText(entry.kind() + " " + entry.name());
      setGraphic(row);
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
