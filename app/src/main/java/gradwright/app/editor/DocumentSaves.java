package gradwright.app.editor;

import gradwright.app.editor.document.DocumentFiles;
import gradwright.app.editor.document.DocumentFiles.Saved;
import gradwright.app.editor.document.DocumentModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Saves documents, and asks people what has to be asked for it. The futures tell whether it was done.
final class DocumentSaves {
  private final DocumentFiles files;
  private final EditorDialogs dialogs;

  DocumentSaves(DocumentFiles files, EditorDialogs dialogs) {
    this.files = files;
    this.dialogs = dialogs;
  }

  /// Saves a document; asks where when it has no file yet.
  CompletableFuture<Boolean> save(DocumentModel document) {
    return document.file().isPresent() ? files.save(document).thenApply(s -> s == Saved.SAVED) : saveAs(document);
  }

  CompletableFuture<Boolean> saveAs(DocumentModel document) {
    Optional<Path> file = dialogs.askWhereToSave(document.file().orElse(Path.of(document.title())));
    return file.isEmpty()
        ? CompletableFuture.completedFuture(false)
        : files.saveAs(document, file.get().toAbsolutePath().normalize()).thenApply(s -> s == Saved.SAVED);
  }

  /// Saves those that need it.
  CompletableFuture<Boolean> saveAll(List<DocumentModel> documents) {
    CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
    for (DocumentModel document : documents) {
      if (document.text().isDirty()) {
        all = all.thenCombine(save(document), Boolean::logicalAnd);
      }
    }
    return all;
  }

  /// Whether a document may be closed: asks about text that is not saved, and saves it where that is wanted.
  CompletableFuture<Boolean> mayClose(DocumentModel document) {
    boolean empty = document.file().isEmpty() && document.text().buffer().isEmpty();
    if (!document.text().isDirty() || empty) {
      return CompletableFuture.completedFuture(true);
    }
    return switch (dialogs.askAboutUnsaved(List.of(document.title()))) {
      case CANCEL -> CompletableFuture.completedFuture(false);
      case DISCARD -> CompletableFuture.completedFuture(true);
      case SAVE -> save(document);
    };
  }
}
