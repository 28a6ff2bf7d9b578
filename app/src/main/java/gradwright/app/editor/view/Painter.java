package gradwright.app.editor.view;

import gradwright.app.editor.python.LineTokens;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.Edit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Gives the lines in sight, and some around them, their styles before the next frame, from the caret outwards. Only lines
/// that look different from what was last shown are touched; the others wait until they come near. When a key changes how
/// many lines look, as a quote does, those for which a frame has no time follow in the next frames.
final class Painter {
  private static final int AROUND = 40;
  private static final long BUDGET = 2_000_000;

  private final CodeView code;
  private final SyntaxModel syntax;
  private final IntFunction<List<Decoration>> decorations;
  private final IntSupplier caretLine;
  private final ArrayList<@Nullable Look> shown;
  private boolean asked;

  private record Look(LineTokens words, List<Decoration> over) {}

  /// The text area shows the words' own styles already.
  Painter(CodeView code, SyntaxModel syntax, IntFunction<List<Decoration>> decorations, IntSupplier caretLine) {
    this.code = code;
    this.syntax = syntax;
    this.decorations = decorations;
    this.caretLine = caretLine;
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
    LineRange seen = code.sight().seen();
    if (seen.isEmpty()) {
      return;
    }
    LineRange wanted = seen.widened(AROUND, syntax.lineCount());
    int start = Math.clamp(caretLine.getAsInt(), wanted.first(), wanted.end() - 1);
    long end = System.nanoTime() + BUDGET;
    for (int step = 0; step < wanted.end() - wanted.first(); step++) {
      boolean painted = start + step < wanted.end() && paint(start + step);
      painted |= step > 0 && start - step >= wanted.first() && paint(start - step);
      if (painted && System.nanoTime() > end) {
        code.sight().afterNextLayout(this::paintSoon);
        return;
      }
    }
  }

  /// Returns whether the line was touched.
  private boolean paint(int line) {
    Look look = new Look(syntax.tokens(line), decorations.apply(line));
    if (look.equals(shown.get(line))) {
      return false;
    }
    shown.set(line, look);
    int length = syntax.text().lineEnd(line) - syntax.text().lineStart(line);
    return code.setStyles(line, LineStyler.style(look.words(), look.over(), length));
  }
}
