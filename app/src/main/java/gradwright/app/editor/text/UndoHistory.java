package gradwright.app.editor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that was done to a text, without limit. Typing is taken together word by word, as people expect to undo it.
final class UndoHistory {
  /// What is undone at once, and what was selected before and after.
  record Step(List<Edit> edits, Selection before, Selection after) {}

  private final List<Step> steps = new ArrayList<>();
  private int done;
  private int saved;
  private boolean open;

  void record(Edit edit, Selection before, Selection after, boolean typed) {
    while (steps.size() > done) {
      steps.removeLast();
    }
    if (saved > done) {
      saved = -1;
    }
    Step last = steps.isEmpty() ? null : steps.getLast();
    if (typed && open && last != null && saved != done && continues(last.edits().getLast(), edit)) {
      List<Edit> edits = new ArrayList<>(last.edits());
      edits.set(edits.size() - 1, join(edits.getLast(), edit));
      steps.set(steps.size() - 1, new Step(edits, last.before(), after));
    } else {
      steps.add(new Step(List.of(edit), before, after));
      done++;
    }
    open = typed;
  }

  /// What comes next is undone apart from what went before.
  void close() {
    open = false;
  }

  private static boolean continues(Edit last, Edit next) {
    if (next.inserted().contains("\n") || next.removed().contains("\n")) {
      return false;
    }
    if (next.removed().isEmpty() && last.removed().isEmpty()) {
      return next.position() == last.insertedEnd()
          && !last.inserted().isEmpty()
          && !(isBlank(last.inserted().charAt(last.inserted().length() - 1)) && !isBlank(next.inserted().charAt(0)));
    }
    return next.inserted().isEmpty()
        && last.inserted().isEmpty()
        && (next.removedEnd() == last.position() || next.position() == last.position());
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  private static Edit join(Edit last, Edit next) {
    if (next.removed().isEmpty()) {
      return new Edit(last.position(), last.removed(), last.inserted() + next.inserted());
    }
    return next.position() == last.position()
        ? new Edit(last.position(), last.removed() + next.removed(), "")
        : new Edit(next.position(), next.removed() + last.removed(), "");
  }

  Optional<Step> undo() {
    open = false;
    return done == 0 ? Optional.empty() : Optional.of(steps.get(--done));
  }

  Optional<Step> redo() {
    open = false;
    return done == steps.size() ? Optional.empty() : Optional.of(steps.get(done++));
  }

  boolean canUndo() {
    return done > 0;
  }

  boolean canRedo() {
    return done < steps.size();
  }

  /// A mark of the present state, for [#markSaved].
  int state() {
    open = false;
    return done;
  }

  /// The text as it was at `state` is what the file holds.
  void markSaved(int state) {
    saved = state;
  }

  /// The file holds a text that was never in this history.
  void markUnsaved() {
    saved = -1;
  }

  boolean isSaved() {
    return saved == done;
  }
}
