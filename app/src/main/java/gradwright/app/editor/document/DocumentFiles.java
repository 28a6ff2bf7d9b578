package gradwright.app.editor.document;

import gradwright.app.editor.document.DocumentModel.Baseline;
import gradwright.app.editor.file.Disk;
import gradwright.app.editor.file.Draft;
import gradwright.app.editor.file.FileOpening;
import gradwright.app.editor.file.FileStamp;
import gradwright.app.editor.file.SafeSave;
import gradwright.app.editor.file.SaveException;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextCodec;
import gradwright.app.editor.text.TextFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Opens, saves and reloads documents in the background. Futures complete on the window's thread.
public final class DocumentFiles {
  private final Disk disk;
  private final FileOpening opening;
  private final SafeSave safe;
  private final EditorThreads threads;

  /// How saving went.
  public enum Saved {
    SAVED,
    /// The file was changed by someone else since it was read; nothing was written, and a notice asks what to do.
    CONFLICT,
    /// Nothing was written; a notice says why.
    FAILED
  }

  /// A document, or why there is none.
  public sealed interface Outcome {
    record Document(DocumentModel model) implements Outcome {}

    record Refused(String message) implements Outcome {}
  }

  public DocumentFiles(Disk disk, EditorThreads threads) {
    this.disk = disk;
    this.opening = new FileOpening(disk);
    this.safe = new SafeSave(disk);
    this.threads = threads;
  }

  public CompletableFuture<Outcome> open(Path file) {
    CompletableFuture<Outcome> future = new CompletableFuture<>();
    threads.background(() -> {
      FileOpening.Result result = opening.open(file);
      threads.window(() ->
          future.complete(
              switch (result) {
                case FileOpening.Opened opened -> new Outcome.Document(DocumentModel.of(threads, file, opened));
                case FileOpening.Refused refused -> new Outcome.Refused(refused.message());
              }));
    });
    return future;
  }

  public DocumentModel untitled(String title, String text) {
    return DocumentModel.untitled(threads, title, text);
  }

  public DocumentModel restored(Draft draft) {
    return DocumentModel.of(threads, draft);
  }

  /// Saves to the document's own file, unless someone else has changed it.
  public CompletableFuture<Saved> save(DocumentModel document) {
    return save(document, document.file().orElseThrow(), false);
  }

  /// Saves to a file whatever it holds; the document belongs to that file from then on.
  public CompletableFuture<Saved> saveAs(DocumentModel document, Path file) {
    return save(document, file, true);
  }

  private CompletableFuture<Saved> save(DocumentModel document, Path file, boolean overwrite) {
    CompletableFuture<Saved> future = new CompletableFuture<>();
    if (!document.isEditable() && document.file().filter(file::equals).isPresent()) {
      document.setNotice(Notice.of(Notice.Kind.WARNING, document.readOnlyReason()));
      future.complete(Saved.FAILED);
      return future;
    }
    String text = document.text().text();
    int state = document.text().state();
    TextFormat format = document.format();
    document
        .work()
        .add(() -> {
          try {
            byte[] bytes = TextCodec.encode(text, format);
            if (!overwrite && isForeign(document, file)) {
              threads.window(() -> {
                askAboutChange(document, file);
                future.complete(Saved.CONFLICT);
              });
              return;
            }
            document.setBaseline(new Baseline(safe.save(file, bytes), FileOpening.sum(bytes)));
            threads.window(() -> {
              document.saved(file, state);
              document.clearNotice();
              future.complete(Saved.SAVED);
            });
          } catch (CharacterCodingException e) {
            fail(document, notEncodable(document, format), future);
          } catch (SaveException e) {
            fail(document, Notice.of(Notice.Kind.ERROR, String.valueOf(e.getMessage())), future);
          } catch (IOException e) {
            fail(document, Notice.of(Notice.Kind.ERROR, file + " was not saved: " + e.getMessage()), future);
          }
        });
    return future;
  }

  private void fail(DocumentModel document, Notice notice, CompletableFuture<Saved> future) {
    threads.window(() -> {
      document.setNotice(notice);
      future.complete(Saved.FAILED);
    });
  }

  private Notice notEncodable(DocumentModel document, TextFormat format) {
    return Notice.of(
        Notice.Kind.ERROR,
        "The text has characters that " + format.charset().name() + " does not have, so it was not saved.",
        new Notice.Action(
            "Use UTF-8",
            () -> document.setFormat(new TextFormat(TextFormat.DEFAULT.charset(), format.mark(), format.lineEnd()))));
  }

  /// Whether the file holds something that is not this document's doing.
  private boolean isForeign(DocumentModel document, Path file) throws IOException {
    Baseline known = document.baseline();
    FileStamp now = disk.stamp(disk.resolve(file));
    return now.exists()
        && !now.equals(known.stamp())
        && FileOpening.sum(disk.read(file, FileOpening.LARGEST)) != known.sum();
  }

  /// Looks whether the file was changed or deleted by someone else: reloads a document without unsaved text, and asks in a
  /// notice otherwise.
  public void check(DocumentModel document) {
    document.file().ifPresent(file -> document.work().add(() -> compare(document, file)));
  }

  private void compare(DocumentModel document, Path file) {
    try {
      Baseline known = document.baseline();
      FileStamp now = disk.stamp(file);
      if (now.equals(known.stamp())) {
        return;
      }
      if (!now.exists()) {
        threads.window(() -> {
          if (document.baseline().equals(known)) {
            deleted(document, file);
          }
        });
        return;
      }
      if (!(opening.open(file) instanceof FileOpening.Opened opened)) {
        return;
      }
      threads.window(() -> {
        if (!document.baseline().equals(known)) {
          return;
        }
        if (opened.sum() == known.sum() || opened.text().equals(document.text().text())) {
          document.setBaseline(new Baseline(opened.stamp(), opened.sum()));
          if (opened.sum() != known.sum()) {
            document.text().markSaved(document.text().state());
          }
        } else if (document.text().isDirty()) {
          askAboutChange(document, file);
        } else {
          take(document, opened);
        }
      });
    } catch (IOException e) {
      // A file system that is away for a moment is no change; saving tells when it stays away.
    }
  }

  private static void take(DocumentModel document, FileOpening.Opened opened) {
    document.text().become(opened.text(), Selection.at(document.caret()));
    document.formatProperty().set(opened.format());
    document.setBaseline(new Baseline(opened.stamp(), opened.sum()));
    document.text().markSaved(document.text().state());
    document.clearNotice();
  }

  private void deleted(DocumentModel document, Path file) {
    document.setBaseline(Baseline.NONE);
    document.text().markUnsaved();
    document.setNotice(
        Notice.of(
            Notice.Kind.WARNING,
            file + " was deleted or moved. Its text is only in this editor now.",
            new Notice.Action("Save it again", () -> saveAs(document, file))));
  }

  private void askAboutChange(DocumentModel document, Path file) {
    document.setNotice(
        Notice.of(
            Notice.Kind.WARNING,
            file.getFileName() + " was changed by another program, and here is text that is not saved.",
            new Notice.Action("Take the file's text", () -> reload(document)),
            new Notice.Action("Overwrite the file", () -> saveAs(document, file))));
  }

  /// Takes the file's text, as one step of undo.
  public void reload(DocumentModel document) {
    document
        .file()
        .ifPresent(file ->
            document
                .work()
                .add(() -> {
                  FileOpening.Result result = opening.open(file);
                  threads.window(() -> {
                    switch (result) {
                      case FileOpening.Opened opened -> take(document, opened);
                      case FileOpening.Refused refused ->
                          document.setNotice(Notice.of(Notice.Kind.ERROR, refused.message()));
                    }
                  });
                }));
  }
}
