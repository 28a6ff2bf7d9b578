package gradwright.app.editor.python;

import gradwright.app.editor.text.TextBuffer;
import java.util.Optional;

/// Finds the partners of brackets, passing over strings and comments.
public final class Brackets {
  private static final String OPEN = "([{";
  private static final String CLOSE = ")]}";
  private static final int FARTHEST = 3000;

  private final SyntaxModel syntax;
  private final TextBuffer text;

  public Brackets(SyntaxModel syntax) {
    this.syntax = syntax;
    this.text = syntax.text();
  }

  /// Positions of a bracket beside the caret and of its partner; `partner` is -1 where there is none.
  public record Pair(int bracket, int partner) {}

  /// The pair at a caret: the bracket before it, or else the one after it.
  public Optional<Pair> at(int caret) {
    for (int position : new int[] {caret - 1, caret}) {
      if (position >= 0 && position < text.length() && (OPEN + CLOSE).indexOf(text.charAt(position)) >= 0) {
        int line = text.lineAt(position);
        int word = syntax.tokens(line).at(position - text.lineStart(line));
        if (word >= 0 && syntax.tokens(line).kind(word) == TokenKind.BRACKET) {
          return Optional.of(new Pair(position, partner(line, word)));
        }
      }
    }
    return Optional.empty();
  }

  private int partner(int line, int word) {
    char c = character(line, word);
    return OPEN.indexOf(c) >= 0 ? forward(line, word) : backward(line, word);
  }

  private char character(int line, int word) {
    return text.charAt(text.lineStart(line) + syntax.tokens(line).start(word));
  }

  private int forward(int fromLine, int fromWord) {
    int depth = 0;
    int word = fromWord;
    for (int line = fromLine; line < Math.min(syntax.lineCount(), fromLine + FARTHEST); line++) {
      LineTokens words = syntax.tokens(line);
      for (; word < words.size(); word++) {
        if (words.kind(word) == TokenKind.BRACKET) {
          depth += OPEN.indexOf(character(line, word)) >= 0 ? 1 : -1;
          if (depth == 0) {
            return matching(fromLine, fromWord, line, word);
          }
        }
      }
      word = 0;
    }
    return -1;
  }

  private int backward(int fromLine, int fromWord) {
    int depth = 0;
    int word = fromWord;
    for (int line = fromLine; line >= Math.max(0, fromLine - FARTHEST); line--) {
      LineTokens words = syntax.tokens(line);
      for (word = line == fromLine ? fromWord : words.size() - 1; word >= 0; word--) {
        if (words.kind(word) == TokenKind.BRACKET) {
          depth += OPEN.indexOf(character(line, word)) >= 0 ? 1 : -1;
          if (depth == 0) {
            return matching(line, word, fromLine, fromWord) < 0
                ? -1
                : text.lineStart(line) + syntax.tokens(line).start(word);
          }
        }
      }
    }
    return -1;
  }

  private int matching(int openLine, int openWord, int closeLine, int closeWord) {
    boolean same = OPEN.indexOf(character(openLine, openWord)) == CLOSE.indexOf(character(closeLine, closeWord));
    return same ? text.lineStart(closeLine) + syntax.tokens(closeLine).start(closeWord) : -1;
  }
}
