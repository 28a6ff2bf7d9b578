package gradwright.app.editor.document;

import gradwright.app.editor.file.Draft;
import gradwright.app.editor.file.RecoveryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;

/// Puts the unsaved text of documents where a crash does not reach it: half a second after typing stops, and every few
/// seconds while it goes on. Drafts go when their text is saved or given up.
public final class DraftKeeper {
  static final Duration QUIET = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofSeconds(4);

  private final RecoveryFolder folder;
  private final EditorThreads threads;
  private final Map<DocumentModel, Keeping> kept = new HashMap<>();

  public DraftKeeper(RecoveryFolder folder, EditorThreads threads) {
    this.folder = folder;
    this.threads = threads;
  }

  /// The texts that were not saved when the application last ended; `told` gets to know where they cannot be read.
  public CompletableFuture<List<Draft>> left(Consumer<String> told) {
    CompletableFuture<List<Draft>> left = new CompletableFuture<>();
    threads.background(() -> {
      List<Draft> found = read(told);
      threads.window(() -> left.complete(found));
    });
    return left;
  }

  private List<Draft> read(Consumer<String> told) {
    try {
      return folder.drafts();
    } catch (IOException e) {
      threads.window(() -> told.accept("Unsaved texts could not be read: " + e.getMessage()));
      return List.of();
    }
  }

  /// Keeps drafts of a document until [#release].
  public void keep(DocumentModel document) {
    kept.put(document, new Keeping(document));
  }

  /// The document is closed; its draft is removed.
  public void release(DocumentModel document) {
    Keeping keeping = kept.remove(document);
    if (keeping != null) {
      keeping.stop();
      keeping.remove();
    }
  }

  /// Writes all drafts that wait to be written, for the end of the application; returns when they are on the disk, or
  /// after two seconds for each.
  public void flush() {
    kept.values().forEach(Keeping::write);
    for (DocumentModel document : kept.keySet()) {
      try {
        document.work().await(2000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private final class Keeping {
    private final DocumentModel document;
    private final Runnable deafen;
    private final ChangeListener<Boolean> whenDirty = (o, was, is) -> changed();
    private Runnable cancel = () -> {};
    private long waitingSince;
    private boolean waiting;
    private volatile long written = -1;

    Keeping(DocumentModel document) {
      this.document = document;
      deafen = document.text().listen(edit -> changed());
      document.text().dirtyProperty().addListener(whenDirty);
      if (document.text().isDirty()) {
        changed();
      }
    }

    void stop() {
      deafen.run();
      document.text().dirtyProperty().removeListener(whenDirty);
      cancel.run();
    }

    private void changed() {
      long now = System.nanoTime();
      if (!waiting) {
        waiting = true;
        waitingSince = now;
      } else if (now - waitingSince > LONGEST.toNanos()) {
        write();
        return;
      }
      cancel.run();
      cancel = threads.after(QUIET, this::write);
    }

    private void write() {
      cancel.run();
      waiting = false;
      if (!document.text().isDirty() || isEmptyUntitled()) {
        remove();
      } else if (written != document.text().version()) {
        written = document.text().version();
        Draft draft = document.draft();
        document.work().add(() -> put(draft));
      }
    }

    private boolean isEmptyUntitled() {
      return document.file().isEmpty() && document.text().buffer().isEmpty();
    }

    private void put(Draft draft) {
      try {
        folder.put(draft);
      } catch (IOException e) {
        written = -1;
        threads.window(() ->
            document.setNotice(
                Notice.of(Notice.Kind.WARNING, "Unsaved text cannot be kept for recovery: " + e.getMessage())));
      }
    }

    private void remove() {
      written = -1;
      document
          .work()
          .add(() -> {
            try {
              folder.remove(document.id());
            } catch (IOException e) {
              // An old draft is asked about at the next start; nothing is lost.
            }
          });
    }
  }
}
