package gradwright.app.editor.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Functions and classes that a text defines, in order.
public final class Outline {
  private Outline() {}

  /// @param kind `function`, `method` or `class`
  /// @param line 0-based
  /// @param column of the name
  /// @param path names of what it stands in and its own, `Model.step`
  /// @param level how deep it stands, 0 at the top
  public record Symbol(String name, String kind, int line, int column, String path, int level) {}

  private record Open(int indentation, Symbol symbol) {}

  public static List<Symbol> of(SyntaxModel syntax) {
    List<Symbol> symbols = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    for (int line = 0; line < syntax.lineCount(); line++) {
      LineTokens words = syntax.tokens(line);
      if (words.size() < 2 || !syntax.startState(line).isStatement() || words.kind(0) != TokenKind.KEYWORD) {
        continue;
      }
      int define = words.kind(1) == TokenKind.KEYWORD ? 1 : 0;
      if (define + 1 >= words.size() || words.kind(define + 1) != TokenKind.DEFINITION) {
        continue;
      }
      while (!open.isEmpty() && open.peek().indentation() >= words.start(0)) {
        open.pop();
      }
      Open outer = open.peek();
      boolean inClass = outer != null && outer.symbol().kind().equals("class");
      String kind = syntax.word(line, define).equals("class") ? "class" : inClass ? "method" : "function";
      String name = syntax.word(line, define + 1);
      String path = outer == null ? name : outer.symbol().path() + "." + name;
      Symbol symbol = new Symbol(name, kind, line, words.start(define + 1), path, open.size());
      symbols.add(symbol);
      open.push(new Open(words.start(0), symbol));
    }
    return symbols;
  }
}
