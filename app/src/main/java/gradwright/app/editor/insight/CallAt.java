package gradwright.app.editor.insight;

import gradwright.app.editor.python.LineTokens;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.python.TokenKind;
import gradwright.app.editor.text.TextBuffer;
import java.util.Optional;

/// The innermost call that a position stands in.
///
/// @param function its dotted name
/// @param open where its parenthesis is
/// @param position how many arguments stand before, counting by commas
/// @param keyword the name of the argument at the position when it is a keyword argument, or empty
public record CallAt(NameAt function, int open, int position, String keyword) {
  private static final int FARTHEST = 60;

  public static Optional<CallAt> around(SyntaxModel syntax, int caret) {
    TextBuffer text = syntax.text();
    int line = text.lineAt(caret);
    int depth = 0;
    int commas = 0;
    String keyword = "";
    boolean decided = false;
    for (int i = line; i >= Math.max(0, line - FARTHEST); i--) {
      LineTokens words = syntax.tokens(i);
      for (int word = words.size() - 1; word >= 0; word--) {
        int start = text.lineStart(i) + words.start(word);
        if (start >= caret) {
          continue;
        }
        char c = text.charAt(start);
        TokenKind kind = words.kind(word);
        if (kind == TokenKind.BRACKET && (c == ')' || c == ']' || c == '}')) {
          depth++;
        } else if (kind == TokenKind.BRACKET && depth > 0) {
          depth--;
        } else if (kind == TokenKind.BRACKET) {
          return c == '(' ? call(syntax, i, word, start, commas, keyword) : Optional.empty();
        } else if (kind == TokenKind.FIELD && depth == 0 && c == '{') {
          return Optional.empty();
        } else if (depth == 0 && kind == TokenKind.OPERATOR && c == ',') {
          commas++;
          decided = true;
        } else if (depth == 0 && kind == TokenKind.PARAMETER && !decided) {
          keyword = syntax.word(i, word);
        }
      }
      if (depth == 0 && syntax.startState(i).isStatement()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<CallAt> call(SyntaxModel syntax, int line, int word, int open, int commas, String keyword) {
    LineTokens words = syntax.tokens(line);
    if (word == 0 || (!words.kind(word - 1).isName() && words.kind(word - 1) != TokenKind.DECORATOR)) {
      return Optional.empty();
    }
    if (words.kind(word - 1) == TokenKind.DEFINITION) {
      return Optional.empty();
    }
    int end = syntax.text().lineStart(line) + words.end(word - 1);
    return NameAt.around(syntax, end - 1).map(name -> new CallAt(name, open, commas, keyword));
  }
}
