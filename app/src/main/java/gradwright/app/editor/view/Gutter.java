package gradwright.app.editor.view;

import gradwright.app.editor.python.Folds;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.text.Font;

/// Line numbers, marks and chevrons. A line's cell is made anew only when it looks different.
final class Gutter {
  private final CodeView code;
  private final SyntaxModel syntax;
  private final IntFunction<List<GutterLine.Mark>> marks;
  private final Folds folds;
  private final Map<Integer, GutterLine> shown = new HashMap<>();
  private Font font = Font.getDefault();
  private boolean asked;

  Gutter(CodeView code, SyntaxModel syntax, IntFunction<List<GutterLine.Mark>> marks) {
    this.code = code;
    this.syntax = syntax;
    this.marks = marks;
    this.folds = new Folds(syntax);
  }

  void setFont(Font next) {
    font = next;
    code.setGutter(this::cell);
  }

  private Node cell(int line) {
    GutterLine look = look(line);
    shown.put(line, look);
    return new GutterCell(look, font, () -> toggle(line));
  }

  private GutterLine look(int line) {
    int digits = String.valueOf(syntax.lineCount()).length();
    if (line >= syntax.lineCount()) {
      return new GutterLine(line + 1, digits, false, false, false, List.of());
    }
    boolean foldable = folds.isStart(line);
    boolean folded = foldable && code.isFolded(line + 1);
    return new GutterLine(line + 1, digits, foldable, folded, code.isFolded(line), marks.apply(line));
  }

  void refreshSoon() {
    if (!asked) {
      asked = true;
      Platform.runLater(this::refresh);
    }
  }

  private void refresh() {
    asked = false;
    LineRange lines = code.sight().seen();
    shown.keySet().removeIf(line -> !lines.contains(line));
    for (int line = lines.first(); line < Math.min(lines.end(), syntax.lineCount()); line++) {
      if (!look(line).equals(shown.get(line))) {
        code.refreshGutter(line);
      }
    }
  }

  private void toggle(int line) {
    if (code.isFolded(line + 1)) {
      unfold(line);
    } else {
      folds.at(line).ifPresent(this::fold);
    }
  }

  /// Folds lines away; a caret among them comes to the end of the line that stays.
  void fold(Folds.Fold fold) {
    int caret = syntax.text().lineAt(code.selection().caret());
    if (caret > fold.first() && caret <= fold.last()) {
      code.select(Selection.at(syntax.text().lineEnd(fold.first())));
    }
    code.fold(fold.first(), fold.last());
    refreshSoon();
  }

  void unfold(int line) {
    code.unfold(code.isFolded(line) ? line : line + 1);
    refreshSoon();
  }

  void unfoldAll() {
    for (int line = 0; line < syntax.lineCount(); line++) {
      code.unfold(line);
    }
    refreshSoon();
  }
}
