package gradwright.app.editor.python;

import static gradwright.app.editor.python.TokenKind.BRACKET;
import static gradwright.app.editor.python.TokenKind.BUILTIN;
import static gradwright.app.editor.python.TokenKind.CALL;
import static gradwright.app.editor.python.TokenKind.COMMENT;
import static gradwright.app.editor.python.TokenKind.CONSTANT;
import static gradwright.app.editor.python.TokenKind.DECORATOR;
import static gradwright.app.editor.python.TokenKind.DEFINITION;
import static gradwright.app.editor.python.TokenKind.KEYWORD;
import static gradwright.app.editor.python.TokenKind.NAME;
import static gradwright.app.editor.python.TokenKind.NUMBER;
import static gradwright.app.editor.python.TokenKind.OPERATOR;

import gradwright.app.editor.python.LexState.Frame;
import gradwright.app.editor.python.LexState.Place;
import org.jspecify.annotations.Nullable;

/// Splits Python source into words, line by line: a line's words depend on the line and on the state that the line before
/// ended in, so that after an edit only lines are split again whose words can have changed. Follows Python 3.12's lexical
/// analysis, PEP 701 included, but never fails: what is not Python yet gets the nearest meaning. A single-quoted string
/// ends with its line, so that a quote just typed does not change the whole file.
public final class PythonLexer {
  private final LineTokens.Builder tokens = new LineTokens.Builder();
  private final StringScanner strings = new StringScanner(tokens);
  private String line = "";
  private int at;
  private @Nullable Frame frame;
  private int depth;
  private boolean statement;
  private LexState end = LexState.START;

  /// Splits a line that begins in the given state; [#endState] then tells how it ends.
  public LineTokens lex(String text, LexState state) {
    line = text;
    at = 0;
    frame = state.frame();
    depth = state.depth();
    statement = state.isStatement();
    boolean joined = false;
    while (at < line.length()) {
      if (frame != null && frame.place() != Place.FIELD) {
        at = strings.scan(line, at, frame);
        frame = strings.frame();
      } else {
        joined = code();
      }
    }
    end = new LexState(strings.atLineEnd(line, frame), depth, joined);
    if (state.isStatement()) {
      softKeywords();
    }
    return tokens.build();
  }

  /// The state that the line last split ends in.
  public LexState endState() {
    return end;
  }

  /// One word of code; whether it was a backslash that joins the next line.
  private boolean code() {
    char c = line.charAt(at);
    if (c == ' ' || c == '\t' || c == '\f') {
      at++;
    } else if (Words.isNameStart(c)) {
      word();
    } else if (isDigit(c) || (c == '.' && at + 1 < line.length() && isDigit(line.charAt(at + 1)))) {
      number();
    } else if (c == '#') {
      add(line.length(), COMMENT);
    } else if (c == '"' || c == '\'') {
      open(at);
    } else if (c == '\\' && at + 1 == line.length()) {
      add(at + 1, OPERATOR);
      return true;
    } else if (c == '@' && statement && tokens.count() == 0) {
      decorator();
    } else {
      symbol(c);
    }
    return false;
  }

  private void add(int to, TokenKind kind) {
    tokens.add(at, to, kind);
    at = to;
  }

  private void symbol(char c) {
    @Nullable Frame field = frame;
    if (field != null && field.depth() == 0 && (c == '}' || (c == ':' && !startsWith(":=")))) {
      add(at + 1, TokenKind.FIELD);
      frame = c == '}' ? field.outer() : field.withPlace(Place.FORMAT);
      return;
    }
    if (c == '(' || c == '[' || c == '{') {
      nest(1);
      add(at + 1, BRACKET);
    } else if (c == ')' || c == ']' || c == '}') {
      nest(-1);
      add(at + 1, BRACKET);
    } else if (startsWith("...")) {
      add(at + 3, CONSTANT);
    } else {
      add(at + 1, OPERATOR);
    }
  }

  private void nest(int by) {
    if (frame != null) {
      frame = frame.withDepth(Math.max(0, frame.depth() + by));
    } else {
      depth = Math.max(0, depth + by);
    }
  }

  private boolean startsWith(String what) {
    return line.startsWith(what, at);
  }

  private void open(int quoteAt) {
    frame = strings.open(line, at, quoteAt, frame);
    at = strings.position();
  }

  private void decorator() {
    int to = at + 1;
    while (to < line.length() && (Words.isNamePart(line.charAt(to)) || line.charAt(to) == '.')) {
      to++;
    }
    add(to, DECORATOR);
  }

  private void word() {
    int to = at + 1;
    while (to < line.length() && Words.isNamePart(line.charAt(to))) {
      to++;
    }
    if (to - at <= 2 && to < line.length() && (line.charAt(to) == '"' || line.charAt(to) == '\'')) {
      if (Words.isStringPrefix(line.substring(at, to))) {
        open(to);
        return;
      }
    }
    add(to, kind(line.substring(at, to), to));
  }

  private TokenKind kind(String word, int to) {
    int last = tokens.count() - 1;
    boolean afterDot = last >= 0 && tokens.kind(last) == OPERATOR && line.charAt(tokens.end(last) - 1) == '.';
    int next = skipBlanks(to);
    boolean called = next < line.length() && line.charAt(next) == '(';
    if (afterDot) {
      return called ? CALL : TokenKind.ATTRIBUTE;
    }
    if (Words.KEYWORDS.contains(word)) {
      return KEYWORD;
    }
    if (Words.CONSTANTS.contains(word)) {
      return CONSTANT;
    }
    if (last >= 0 && tokens.kind(last) == KEYWORD && (follows(last, "def") || follows(last, "class"))) {
      return DEFINITION;
    }
    if ((depth > 0 || frame != null) && isAssigned(next) && beginsArgument(last)) {
      return TokenKind.PARAMETER;
    }
    if (word.equals("self") || word.equals("cls")) {
      return TokenKind.SELF;
    }
    if (Words.BUILTINS.contains(word)) {
      return BUILTIN;
    }
    return called ? CALL : NAME;
  }

  private boolean follows(int token, String word) {
    return tokens.end(token) - tokens.start(token) == word.length() && line.startsWith(word, tokens.start(token));
  }

  private boolean beginsArgument(int last) {
    return last < 0 || line.charAt(tokens.start(last)) == '(' || line.charAt(tokens.start(last)) == ',';
  }

  private boolean isAssigned(int next) {
    return next < line.length()
        && line.charAt(next) == '='
        && (next + 1 == line.length() || line.charAt(next + 1) != '=');
  }

  private int skipBlanks(int from) {
    int to = from;
    while (to < line.length() && (line.charAt(to) == ' ' || line.charAt(to) == '\t')) {
      to++;
    }
    return to;
  }

  private void number() {
    int to = at;
    boolean based = line.charAt(at) == '0' && at + 1 < line.length() && "xXoObB".indexOf(line.charAt(at + 1)) >= 0;
    while (to < line.length()) {
      char c = line.charAt(to);
      boolean sign = (c == '+' || c == '-') && !based && to > at && "eE".indexOf(line.charAt(to - 1)) >= 0;
      if (!sign && !isDigit(c) && c != '_' && !(c == '.' && !based) && !isLetter(c)) {
        break;
      }
      to++;
    }
    add(to, NUMBER);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// `match`, `case` and `type` are keywords only where a statement of theirs stands.
  private void softKeywords() {
    if (tokens.count() < 2 || tokens.start(0) != skipBlanks(0) || !tokens.kind(0).isName()) {
      return;
    }
    if (tokens.start(1) == tokens.end(0) && tokens.kind(1) == OPERATOR) {
      return;
    }
    String word = line.substring(tokens.start(0), tokens.end(0));
    boolean match =
        (word.equals("match") || word.equals("case")) && endsWithColon() && !startsOperation(1) && tokens.count() > 2;
    boolean type =
        word.equals("type")
            && tokens.count() > 2
            && tokens.kind(1).isName()
            && "=[".indexOf(line.charAt(tokens.start(2))) >= 0;
    if (match || type) {
      tokens.setKind(0, KEYWORD);
    }
  }

  private boolean endsWithColon() {
    int last = tokens.count() - 1;
    if (tokens.kind(last) == COMMENT) {
      last--;
    }
    return last > 0 && tokens.kind(last) == OPERATOR && line.charAt(tokens.start(last)) == ':';
  }

  private boolean startsOperation(int token) {
    return tokens.kind(token) == OPERATOR && "-*~".indexOf(line.charAt(tokens.start(token))) < 0;
  }
}
