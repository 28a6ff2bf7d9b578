package gradwright.app.editor.document;

import gradwright.app.editor.file.Draft;
import gradwright.app.editor.file.FileOpening;
import gradwright.app.editor.file.FileStamp;
import gradwright.app.editor.text.TextFormat;
import gradwright.app.editor.text.TextModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// A text and the file that it belongs to, if it has one yet. Used on the window's thread; saving and loading are done by
/// [DocumentFiles].
public final class DocumentModel {
  private final String id;
  private final TextModel text;
  private final Sequence work;
  private final String readOnly;
  private final ReadOnlyObjectWrapper<Optional<Path>> file;
  private final ReadOnlyStringWrapper title;
  private final ObjectProperty<TextFormat> format;
  private final ObjectProperty<Optional<Notice>> notice = new SimpleObjectProperty<>(this, "notice", Optional.empty());
  private volatile Baseline baseline;
  private int caret;

  /// What the file held when it was last read or written.
  record Baseline(FileStamp stamp, long sum) {
    static final Baseline NONE = new Baseline(FileStamp.ABSENT, 0);
  }

  private DocumentModel(
      String id,
      String text,
      Sequence work,
      Optional<Path> file,
      String title,
      TextFormat format,
      Baseline baseline,
      String readOnly) {
    this.id = id;
    this.text = new TextModel(text);
    this.work = work;
    this.file = new ReadOnlyObjectWrapper<>(this, "file", file);
    this.title = new ReadOnlyStringWrapper(this, "title", title);
    this.format = new SimpleObjectProperty<>(this, "format", format);
    this.baseline = baseline;
    this.readOnly = readOnly;
  }

  static DocumentModel untitled(EditorThreads threads, String title, String text) {
    return new DocumentModel(
        newId(), text, new Sequence(threads), Optional.empty(), title, TextFormat.DEFAULT, Baseline.NONE, "");
  }

  static DocumentModel of(EditorThreads threads, Path file, FileOpening.Opened opened) {
    DocumentModel document =
        new DocumentModel(
            newId(),
            opened.text(),
            new Sequence(threads),
            Optional.of(file),
            name(file),
            opened.format(),
            new Baseline(opened.stamp(), opened.sum()),
            opened.readOnly());
    String words = opened.readOnly().isEmpty() ? opened.note() : opened.readOnly();
    if (!words.isEmpty()) {
      document.setNotice(Notice.of(Notice.Kind.INFORMATION, words));
    }
    return document;
  }

  /// A draft that an earlier run of the application left; it is unsaved.
  static DocumentModel of(EditorThreads threads, Draft draft) {
    DocumentModel document =
        new DocumentModel(
            draft.id(),
            draft.text(),
            new Sequence(threads),
            draft.file().isEmpty() ? Optional.empty() : Optional.of(Path.of(draft.file())),
            draft.title(),
            draft.format(),
            new Baseline(draft.base(), 0),
            "");
    document.text.markUnsaved();
    document.caret = draft.caret();
    return document;
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  Draft draft() {
    return new Draft(
        id,
        file.get().map(f -> f.toAbsolutePath().toString()).orElse(""),
        title.get(),
        format.get(),
        baseline.stamp(),
        caret,
        text.text());
  }

  /// Names this document among the drafts.
  public String id() {
    return id;
  }

  public TextModel text() {
    return text;
  }

  Sequence work() {
    return work;
  }

  /// Changed by whoever works in [#work], or on the window's thread when nothing else does.
  Baseline baseline() {
    return baseline;
  }

  /// The file holds `state` of the text now.
  void saved(Path to, int state) {
    file.set(Optional.of(to));
    title.set(name(to));
    text.markSaved(state);
  }

  void setBaseline(Baseline now) {
    baseline = now;
  }

  public Optional<Path> file() {
    return file.get();
  }

  public ReadOnlyObjectProperty<Optional<Path>> fileProperty() {
    return file.getReadOnlyProperty();
  }

  public String title() {
    return title.get();
  }

  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  public TextFormat format() {
    return format.get();
  }

  public void setFormat(TextFormat next) {
    if (!next.equals(format.get())) {
      format.set(next);
      text.markUnsaved();
    }
  }

  public ObjectProperty<TextFormat> formatProperty() {
    return format;
  }

  /// Why the text must not be edited, empty when it may be.
  public String readOnlyReason() {
    return readOnly;
  }

  public boolean isEditable() {
    return readOnly.isEmpty();
  }

  public void setNotice(Notice next) {
    notice.set(Optional.of(next));
  }

  public void clearNotice() {
    notice.set(Optional.empty());
  }

  public ReadOnlyObjectProperty<Optional<Notice>> noticeProperty() {
    return notice;
  }

  /// Where the caret was last seen.
  public int caret() {
    return caret;
  }

  public void setCaret(int position) {
    caret = position;
  }
}
