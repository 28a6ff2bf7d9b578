package gradwright.app.editor.python;

import gradwright.app.editor.text.LineEdits;
import gradwright.app.editor.text.TextBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What can be folded: a line with the deeper indented lines below it, and a statement of several lines.
public final class Folds {
  private final SyntaxModel syntax;
  private final TextBuffer text;

  public Folds(SyntaxModel syntax) {
    this.syntax = syntax;
    this.text = syntax.text();
  }

  /// Lines `first` to `last`, of which the first stays visible.
  public record Fold(int first, int last) {}

  public boolean isStart(int line) {
    if (!isCode(line)) {
      return false;
    }
    if (line + 1 < text.lineCount() && !syntax.startState(line + 1).isStatement()) {
      return true;
    }
    int next = line + 1;
    while (next < text.lineCount() && !isCode(next)) {
      next++;
    }
    return next < text.lineCount() && indentation(next) > indentation(line);
  }

  public Optional<Fold> at(int line) {
    if (!isStart(line)) {
      return Optional.empty();
    }
    int last = line;
    for (int i = line + 1; i < text.lineCount(); i++) {
      boolean inside = !syntax.startState(i).isStatement();
      if (!inside && isCode(i) && indentation(i) <= indentation(line)) {
        break;
      }
      if (inside || isCode(i)) {
        last = i;
      }
    }
    return Optional.of(new Fold(line, last));
  }

  /// The innermost fold that holds a line.
  public Optional<Fold> around(int line) {
    for (int i = line; i >= 0; i--) {
      Optional<Fold> fold = at(i);
      if (fold.isPresent() && fold.get().last() >= line) {
        return fold;
      }
    }
    return Optional.empty();
  }

  /// All outermost folds of definitions.
  public List<Fold> definitions() {
    List<Fold> found = new ArrayList<>();
    for (Outline.Symbol symbol : Outline.of(syntax)) {
      if (found.isEmpty() || symbol.line() > found.getLast().last()) {
        at(symbol.line()).ifPresent(found::add);
      }
    }
    return found;
  }

  /// A statement begins on the line.
  private boolean isCode(int line) {
    LineTokens words = syntax.tokens(line);
    return syntax.startState(line).isStatement() && words.size() > 0 && words.kind(0) != TokenKind.COMMENT;
  }

  private int indentation(int line) {
    return LineEdits.indentation(text.line(line));
  }
}
