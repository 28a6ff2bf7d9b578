package gradwright.app.editor.insight;

import gradwright.app.editor.python.LineTokens;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.python.TokenKind;
import gradwright.app.editor.python.Words;
import gradwright.app.editor.text.TextBuffer;
import java.util.Optional;

/// A dotted name in a text, `jnp.linalg.no`.
///
/// @param owner what stands before the last dot (`jnp.linalg`), empty when there is no dot, `?` when it is no name
/// @param name the last part
/// @param start where the last part begins
/// @param end where it ends
public record NameAt(String owner, String name, int start, int end) {
  /// Stands for an owner that is no name, such as a call.
  public static final String UNKNOWN = "?";

  /// The name that ends at a position, which may be empty; nothing in strings and comments.
  public static Optional<NameAt> before(SyntaxModel syntax, int position) {
    NameAt name = upTo(syntax.text(), position, position);
    boolean none = isText(syntax, position) || (!name.owner().isEmpty() && Character.isDigit(name.owner().charAt(0)));
    return none ? Optional.empty() : Optional.of(name);
  }

  /// The whole name around a position; nothing where there is none.
  public static Optional<NameAt> around(SyntaxModel syntax, int position) {
    TextBuffer text = syntax.text();
    int end = position;
    while (end < text.length() && Words.isNamePart(text.charAt(end))) {
      end++;
    }
    NameAt name = upTo(text, end, end);
    return name.name().isEmpty() || isText(syntax, name.start() + 1) ? Optional.empty() : Optional.of(name);
  }

  private static NameAt upTo(TextBuffer text, int end, int last) {
    int start = end;
    while (start > 0 && Words.isNamePart(text.charAt(start - 1))) {
      start--;
    }
    String name = text.substring(start, last);
    if (start == 0 || text.charAt(start - 1) != '.') {
      return new NameAt("", name, start, last);
    }
    int before = start - 1;
    int begin = before;
    while (begin > 0 && (Words.isNamePart(text.charAt(begin - 1)) || text.charAt(begin - 1) == '.')) {
      begin--;
    }
    String owner = text.substring(begin, before);
    boolean named = !owner.isEmpty() && Words.isNameStart(owner.charAt(0)) && !owner.endsWith(".");
    boolean number = !owner.isEmpty() && Character.isDigit(owner.charAt(0));
    return new NameAt(named || number ? owner : UNKNOWN, name, start, last);
  }

  /// Whether a position lies in a string's text or a comment.
  private static boolean isText(SyntaxModel syntax, int position) {
    int line = syntax.text().lineAt(position);
    int column = position - syntax.text().lineStart(line);
    LineTokens words = syntax.tokens(line);
    for (int i = 0; i < words.size(); i++) {
      TokenKind kind = words.kind(i);
      boolean inside = words.start(i) < column && column < words.end(i);
      boolean atEnd =
          column == words.end(i)
              && (kind == TokenKind.COMMENT || kind == TokenKind.ERROR || isOpenText(syntax, line, i));
      if (kind.isText() && (inside || atEnd)) {
        return true;
      }
    }
    return words.size() == 0 && syntax.startState(line).isInString();
  }

  private static boolean isOpenText(SyntaxModel syntax, int line, int word) {
    LineTokens words = syntax.tokens(line);
    return word + 1 < words.size()
        ? words.kind(word).isText() && words.kind(word + 1).isText() && words.start(word + 1) == words.end(word)
        : words.kind(word).isText() && syntax.endState(line).isInString();
  }

  /// `jnp.linalg.norm`.
  public String dotted() {
    return owner.isEmpty() ? name : owner + "." + name;
  }
}
