package gradwright.app.editor.view;

import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.python.Brackets;
import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which brackets are marked: the one at the caret and its partner, once the hands rest. While somebody types, each key would
/// otherwise have one or two lines built anew for marks that the next key takes away.
final class BracketMarks {
  private static final Duration PAUSE = Duration.ofMillis(60);

  private final Brackets brackets;
  private final EditorThreads threads;
  private final Runnable changed;
  private Optional<Brackets.Pair> pair = Optional.empty();
  private Runnable cancel = () -> {};

  /// @param changed runs when other brackets are marked
  BracketMarks(Brackets brackets, EditorThreads threads, Runnable changed) {
    this.brackets = brackets;
    this.threads = threads;
    this.changed = changed;
  }

  /// The caret is elsewhere, or may stand at another character.
  void moved(Selection selection) {
    cancel.run();
    cancel = threads.after(PAUSE, () -> mark(selection.isEmpty() ? brackets.at(selection.caret()) : Optional.empty()));
  }

  private void mark(Optional<Brackets.Pair> next) {
    if (!next.equals(pair)) {
      pair = next;
      changed.run();
    }
  }

  /// Marks stay at their characters until the hands rest; those of a bracket that was taken away go with it.
  void follow(Edit edit) {
    pair =
        pair.filter(p -> !isRemoved(p.bracket(), edit) && !isRemoved(p.partner(), edit))
            .map(p -> new Brackets.Pair(place(p.bracket(), edit), place(p.partner(), edit)));
  }

  private static boolean isRemoved(int position, Edit edit) {
    return position >= edit.position() && position < edit.removedEnd();
  }

  private static int place(int position, Edit edit) {
    return position < edit.position() ? position : position + edit.inserted().length() - edit.removed().length();
  }

  /// The marks within a line from `start` to `end` of the text.
  List<Decoration> within(int start, int end) {
    List<Decoration> marks = new ArrayList<>();
    pair.ifPresent(p -> {
      String style = p.partner() < 0 ? "bracket-lonely" : "bracket-pair";
      for (int position : new int[] {p.bracket(), p.partner()}) {
        if (position >= start && position < end) {
          marks.add(new Decoration(position - start, position - start + 1, style));
        }
      }
    });
    return marks;
  }

  void dispose() {
    cancel.run();
  }
}
