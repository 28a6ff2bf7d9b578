package gradwright.app.editor.python;

import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.LineEdits;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextBuffer;
import java.util.Optional;

/// What keys do in Python source besides entering themselves: indentation of new lines, closing brackets and quotes.
public final class Typing {
  private static final String OPEN = "([{";
  private static final String CLOSE = ")]}";
  private static final String QUOTES = "\"'";

  private final SyntaxModel syntax;
  private final TextBuffer text;
  private final int width;

  /// @param width of a step of indentation
  public Typing(SyntaxModel syntax, int width) {
    this.syntax = syntax;
    this.text = syntax.text();
    this.width = width;
  }

  /// A new line, indented as the code before it asks for.
  public Change newLine(Selection selection) {
    int at = selection.start();
    int line = text.lineAt(at);
    int column = at - text.lineStart(line);
    String before = text.line(line).substring(0, column);
    String indentation = before.substring(0, LineEdits.indentation(before));
    String after = text.substring(selection.end(), text.lineEnd(text.lineAt(selection.end())));
    int swallowed = LineEdits.indentation(after);
    int last = lastWord(line, column);
    String deeper = indentation + " ".repeat(width);
    if (last >= 0 && isBracket(line, last, OPEN)) {
      String rest = after.substring(swallowed);
      boolean closed = !rest.isEmpty() && CLOSE.indexOf(rest.charAt(0)) >= 0;
      String with = "\n" + deeper + (closed ? "\n" + indentation : "");
      return new Change(at, selection.end() + swallowed, with, Selection.at(at + 1 + deeper.length()));
    }
    String next = indentation;
    if (last >= 0 && isStatementEnd(line, last)) {
      next = logicalIndentation(line);
      if (syntax.word(line, last).equals(":")) {
        next = next + " ".repeat(width);
      } else if (leaves(line)) {
        next = next.substring(0, Math.max(0, next.length() - width));
      }
    }
    return new Change(at, selection.end() + swallowed, "\n" + next, Selection.at(at + 1 + next.length()));
  }

  private int lastWord(int line, int column) {
    LineTokens words = syntax.tokens(line);
    int last = -1;
    for (int i = 0; i < words.size() && words.end(i) <= column; i++) {
      if (words.kind(i) != TokenKind.COMMENT) {
        last = i;
      }
    }
    return last;
  }

  private boolean isBracket(int line, int word, String which) {
    return syntax.tokens(line).kind(word) == TokenKind.BRACKET && which.indexOf(syntax.word(line, word).charAt(0)) >= 0;
  }

  /// Whether no bracket and no string is open after a word.
  private boolean isStatementEnd(int line, int word) {
    LexState state = syntax.startState(line);
    int depth = state.depth();
    LineTokens words = syntax.tokens(line);
    if (state.frame() != null && words.kind(word).isText()) {
      return false;
    }
    for (int i = 0; i <= word; i++) {
      depth += isBracket(line, i, OPEN) ? 1 : isBracket(line, i, CLOSE) ? -1 : 0;
    }
    return depth <= 0;
  }

  private String logicalIndentation(int line) {
    int first = line;
    while (first > 0 && !syntax.startState(first).isStatement()) {
      first--;
    }
    String begin = text.line(first);
    return begin.substring(0, LineEdits.indentation(begin));
  }

  private boolean leaves(int line) {
    LineTokens words = syntax.tokens(line);
    return words.size() > 0
        && words.kind(0) == TokenKind.KEYWORD
        && switch (syntax.word(line, 0)) {
          case "return", "pass", "break", "continue", "raise" -> true;
          default -> false;
        };
  }

  /// Backspace, where it takes more than one character: a step of indentation, or an empty pair of brackets.
  public Optional<Change> backspace(Selection selection) {
    int at = selection.caret();
    if (!selection.isEmpty() || at == 0) {
      return Optional.empty();
    }
    int column = text.column(at);
    String before = text.substring(at - column, at);
    if (column > 1 && before.isBlank() && before.indexOf('\t') < 0) {
      int take = (column - 1) % width + 1;
      return Optional.of(new Change(at - take, at, "", Selection.at(at - take)));
    }
    if (at < text.length() && closing(text.charAt(at - 1)) == text.charAt(at) && isCode(at - 1)) {
      return Optional.of(new Change(at - 1, at + 1, "", Selection.at(at - 1)));
    }
    return Optional.empty();
  }

  /// A typed character, where it does more than enter itself: it brings its closing partner, steps over it, or goes around
  /// the selection.
  public Optional<Change> typed(char c, Selection selection) {
    boolean opens = OPEN.indexOf(c) >= 0;
    boolean quotes = QUOTES.indexOf(c) >= 0;
    if (!selection.isEmpty()) {
      return opens || quotes ? Optional.of(around(c, selection)) : Optional.empty();
    }
    int at = selection.caret();
    char next = at < text.length() ? text.charAt(at) : '\n';
    if ((CLOSE.indexOf(c) >= 0 || quotes) && next == c && !(quotes && isTripleOpening(at, c))) {
      return Optional.of(new Change(at, at, "", Selection.at(at + 1)));
    }
    boolean room = Character.isWhitespace(next) || CLOSE.indexOf(next) >= 0 || next == ',' || next == ':';
    if (opens && room && isCode(at)) {
      return Optional.of(new Change(at, at, "" + c + closing(c), Selection.at(at + 1)));
    }
    char previous = at > 0 ? text.charAt(at - 1) : '\n';
    if (quotes && room && isCode(at) && previous != c && (!Words.isNamePart(previous) || isPrefix(at))) {
      return Optional.of(new Change(at, at, "" + c + c, Selection.at(at + 1)));
    }
    return Optional.empty();
  }

  private Change around(char c, Selection selection) {
    String inside = text.substring(selection.start(), selection.end());
    return new Change(
        selection.start(),
        selection.end(),
        c + inside + closing(c),
        new Selection(selection.anchor() + 1, selection.caret() + 1));
  }

  private boolean isTripleOpening(int at, char c) {
    return at >= 2 && text.charAt(at - 1) == c && text.charAt(at - 2) == c;
  }

  private boolean isPrefix(int at) {
    int start = at;
    while (start > 0 && Words.isNamePart(text.charAt(start - 1))) {
      start--;
    }
    return Words.isStringPrefix(text.substring(start, at));
  }

  /// Whether a position lies in code, not in a string or comment.
  private boolean isCode(int at) {
    int line = text.lineAt(at);
    int column = at - text.lineStart(line);
    LineTokens words = syntax.tokens(line);
    for (int i = 0; i < words.size(); i++) {
      boolean inside = words.start(i) < column && column < words.end(i);
      boolean comment = words.kind(i) == TokenKind.COMMENT && words.start(i) < column;
      boolean open = words.kind(i) == TokenKind.ERROR && words.start(i) < column;
      if ((inside && words.kind(i).isText()) || comment || open) {
        return false;
      }
    }
    return !(words.size() == 0 && syntax.startState(line).isInString());
  }

  private static char closing(char c) {
    int open = OPEN.indexOf(c);
    return open >= 0 ? CLOSE.charAt(open) : QUOTES.indexOf(c) >= 0 ? c : '\0';
  }
}
