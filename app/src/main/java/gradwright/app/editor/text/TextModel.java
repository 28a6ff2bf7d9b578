package gradwright.app.editor.text;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// A text that is edited and can be undone without limit. Used on one thread, the window's.
public final class TextModel {
  private final TextBuffer buffer;
  private final UndoHistory history = new UndoHistory();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper(this, "dirty");
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
  private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
  private long version;

  /// Told of every edit after it was made.
  @FunctionalInterface
  public interface Listener {
    void edited(Edit edit);
  }

  public TextModel(String initial) {
    buffer = new TextBuffer(initial);
  }

  /// The text, to be read only.
  public TextBuffer buffer() {
    return buffer;
  }

  public String text() {
    return buffer.toString();
  }

  /// Grows with every edit.
  public long version() {
    return version;
  }

  /// Adds a listener; running the result removes it.
  public Runnable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Replaces `start` to `end` as one step of undo.
  public void replace(int start, int end, String with, Selection before, Selection after) {
    edit(start, end, with, before, after, false);
  }

  /// Replaces `start` to `end` by typing: steps of one word are taken together.
  public void type(int start, int end, String with, Selection before) {
    edit(start, end, with, before, Selection.at(start + with.length()), true);
  }

  /// Makes the text `with` by replacing only what differs, as one step of undo.
  public void become(String with, Selection before) {
    int length = buffer.length();
    int same = 0;
    while (same < length && same < with.length() && buffer.charAt(same) == with.charAt(same)) {
      same++;
    }
    int tail = 0;
    while (tail < length - same
        && tail < with.length() - same
        && buffer.charAt(length - 1 - tail) == with.charAt(with.length() - 1 - tail)) {
      tail++;
    }
    if (same + tail == length && length == with.length()) {
      return;
    }
    String inserted = with.substring(same, with.length() - tail);
    Edit edit = new Edit(same, buffer.substring(same, length - tail), inserted);
    Selection after = new Selection(edit.map(before.anchor()), edit.map(before.caret()));
    edit(same, length - tail, inserted, before, after, false);
  }

  private void edit(int start, int end, String with, Selection before, Selection after, boolean typed) {
    if (start == end && with.isEmpty()) {
      return;
    }
    Edit edit = buffer.replace(start, end, with);
    history.record(edit, before, after, typed);
    tell(edit);
  }

  private void tell(Edit edit) {
    version++;
    refresh();
    listeners.forEach(l -> l.edited(edit));
  }

  private void refresh() {
    dirty.set(!history.isSaved());
    undoable.set(history.canUndo());
    redoable.set(history.canRedo());
  }

  /// Takes the last step back.
  ///
  /// @return what is to be selected, or nothing when there is nothing to undo
  public Optional<Selection> undo() {
    return history
        .undo()
        .map(step -> {
          step.edits().reversed().forEach(e -> apply(e.inverse()));
          return step.before();
        });
  }

  /// Does the last undone step again.
  public Optional<Selection> redo() {
    return history
        .redo()
        .map(step -> {
          step.edits().forEach(this::apply);
          return step.after();
        });
  }

  private void apply(Edit edit) {
    tell(buffer.replace(edit.position(), edit.removedEnd(), edit.inserted()));
  }

  /// What is typed next is undone apart from what was typed before.
  public void endWord() {
    history.close();
  }

  /// A mark of the present state, for [#markSaved].
  public int state() {
    return history.state();
  }

  /// The text as it was at `state` is what the file holds.
  public void markSaved(int state) {
    history.markSaved(state);
    refresh();
  }

  /// No state of this text is what the file holds.
  public void markUnsaved() {
    history.markUnsaved();
    refresh();
  }

  public boolean isDirty() {
    return dirty.get();
  }

  /// Whether the text differs from what was last saved or loaded.
  public ReadOnlyBooleanProperty dirtyProperty() {
    return dirty.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty redoableProperty() {
    return redoable.getReadOnlyProperty();
  }
}
