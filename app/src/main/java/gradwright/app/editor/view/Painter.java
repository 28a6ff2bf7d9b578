package gradwright.app.editor.view;

import gradwright.app.editor.python.LineTokens;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.Edit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Gives the lines in sight, and some around them, their styles before the next frame. Only lines that look different from
/// what was last shown are touched; the others wait until they come near.
final class Painter {
  private static final int AROUND = 40;

  private final CodeView code;
  private final SyntaxModel syntax;
  private final IntFunction<List<Decoration>> decorations;
  private final ArrayList<@Nullable Look> shown;
  private boolean asked;

  private record Look(LineTokens words, List<Decoration> over) {}

  /// The text area shows the words' own styles already.
  Painter(CodeView code, SyntaxModel syntax, IntFunction<List<Decoration>> decorations) {
    this.code = code;
    this.syntax = syntax;
    this.decorations = decorations;
    shown = new ArrayList<>(syntax.lineCount());
    for (int line = 0; line < syntax.lineCount(); line++) {
      shown.add(new Look(syntax.tokens(line), List.of()));
    }
  }

  /// Follows an edit that the syntax has already taken.
  void follow(Edit edit) {
    int first = syntax.text().lineAt(edit.position());
    int removed = (int) edit.removed().chars().filter(c -> c == '\n').count();
    int inserted = (int) edit.inserted().chars().filter(c -> c == '\n').count();
    shown.subList(first, first + removed + 1).clear();
    shown.addAll(first, Collections.nCopies(inserted + 1, null));
    paintSoon();
  }

  void paintSoon() {
    if (!asked) {
      asked = true;
      Platform.runLater(this::paint);
    }
  }

  private void paint() {
    asked = false;
    List<Integer> lines = code.visibleLines();
    if (!lines.isEmpty()) {
      int end = Math.min(syntax.lineCount(), lines.getLast() + AROUND);
      for (int line = Math.max(0, lines.getFirst() - AROUND); line < end; line++) {
        paint(line);
      }
    }
  }

  private void paint(int line) {
    Look look = new Look(syntax.tokens(line), decorations.apply(line));
    if (!look.equals(shown.get(line))) {
      shown.set(line, look);
      int length = syntax.text().lineEnd(line) - syntax.text().lineStart(line);
      code.setStyles(line, LineStyler.style(look.words(), look.over(), length));
    }
  }
}
