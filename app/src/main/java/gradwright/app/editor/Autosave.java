package gradwright.app.editor;

import gradwright.app.editor.document.DocumentModel;
import java.time.Duration;

/// Saves a document that has a file when typing stops, where people want that.
final class Autosave {
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final DocumentModel document;
  private final EditorContext context;
  private final Runnable save;
  private Runnable cancel = () -> {};

  private Autosave(DocumentModel document, EditorContext context, Runnable save) {
    this.document = document;
    this.context = context;
    this.save = save;
  }

  static void start(DocumentModel document, EditorContext context, Runnable save) {
    Autosave autosave = new Autosave(document, context, save);
    document.text().listen(edit -> autosave.later());
  }

  private void later() {
    cancel.run();
    if (context.settings().autosaveProperty().get()) {
      cancel = context.threads().after(QUIET, this::now);
    }
  }

  /// A notice stands for a question that is not answered yet.
  private void now() {
    if (document.text().isDirty()
        && document.file().isPresent()
        && document.isEditable()
        && document.noticeProperty().get().isEmpty()) {
      save.run();
    }
  }
}
