package gradwright.app.editor;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.insight.Knowledge;
import gradwright.app.editor.view.EditorView;
import gradwright.app.editor.view.Prepared;
import java.util.function.Consumer;
import javafx.scene.control.Tab;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Circle;

/// The tab of one editor: its title, and a dot while text is not saved.
final class EditorTab {
  private final EditorView view;
  private final Tab tab = new Tab();
  private final Circle dot = new Circle(3.5);

  EditorTab(Prepared prepared, EditorContext context, Knowledge knowledge, Consumer<EditorView> close) {
    view = new EditorView(prepared, context.session(), knowledge, context.settings(), context.threads());
    DocumentModel document = view.document();
    tab.setContent(view.node());
    tab.textProperty().bind(document.titleProperty());
    dot.setStyle("-fx-fill: -color-accent-fg;");
    dot.setAccessibleText("not saved");
    document.text().dirtyProperty().addListener((o, was, is) -> mark(is));
    mark(document.text().isDirty());
    Tooltip tip = new Tooltip();
    tip.textProperty()
        .bind(document.fileProperty().map(f -> f.map(Object::toString).orElse("This text has no file yet.")));
    tab.setTooltip(tip);
    tab.setOnCloseRequest(e -> {
      e.consume();
      close.accept(view);
    });
  }

  private void mark(boolean dirty) {
    tab.setGraphic(dirty ? dot : null);
  }

  EditorView view() {
    return view;
  }

  Tab tab() {
    return tab;
  }
}
