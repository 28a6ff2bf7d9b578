package gradwright.app.editor.python;

import gradwright.app.editor.python.LexState.Frame;
import gradwright.app.editor.python.LexState.Place;
import org.jspecify.annotations.Nullable;

/// Splits the text of strings: escapes, replacement fields, ends.
final class StringScanner {
  private final LineTokens.Builder tokens;
  private @Nullable Frame frame;
  private int position;

  StringScanner(LineTokens.Builder tokens) {
    this.tokens = tokens;
  }

  /// Where the last call stopped.
  int position() {
    return position;
  }

  /// What is open after [#scan].
  @Nullable Frame frame() {
    return frame;
  }

  /// Begins the string whose prefix is at `start` and whose quote is at `quoteAt`.
  Frame open(String line, int start, int quoteAt, @Nullable Frame outer) {
    char quote = line.charAt(quoteAt);
    boolean triple = line.startsWith(String.valueOf(quote).repeat(3), quoteAt);
    boolean raw = false;
    boolean formatted = false;
    for (int i = start; i < quoteAt; i++) {
      char c = Character.toLowerCase(line.charAt(i));
      raw |= c == 'r';
      formatted |= c == 'f' || c == 't';
    }
    position = quoteAt + (triple ? 3 : 1);
    tokens.add(start, position, TokenKind.STRING);
    return new Frame(outer, Place.TEXT, quote, triple, raw, formatted, 0);
  }

  /// Scans text until the string ends, a field begins or the line ends; [#frame] tells which.
  int scan(String line, int from, Frame open) {
    int start = from;
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '\\' && !open.raw()) {
        int to = escape(line, at);
        tokens.add(start, at, TokenKind.STRING);
        tokens.add(at, to, TokenKind.ESCAPE);
        start = to;
        at = to;
      } else if (c == '\\') {
        at = Math.min(at + 2, line.length());
      } else if (c == open.quote() && ends(line, at, open)) {
        int to = at + (open.triple() ? 3 : 1);
        tokens.add(start, to, TokenKind.STRING);
        frame = open.place() == Place.TEXT ? open.outer() : string(open).outer();
        return to;
      } else if (open.formatted() && (c == '{' || c == '}')) {
        if (open.place() == Place.TEXT && at + 1 < line.length() && line.charAt(at + 1) == c) {
          at += 2;
        } else if (c == '{') {
          tokens.add(start, at, TokenKind.STRING);
          tokens.add(at, at + 1, TokenKind.FIELD);
          frame = open.in(Place.FIELD);
          return at + 1;
        } else {
          tokens.add(start, at, TokenKind.STRING);
          tokens.add(at, at + 1, open.place() == Place.FORMAT ? TokenKind.FIELD : TokenKind.STRING);
          frame = open.place() == Place.FORMAT ? open.outer() : open;
          return at + 1;
        }
      } else {
        at++;
      }
    }
    tokens.add(start, line.length(), open.triple() || endsJoined(line, open) ? TokenKind.STRING : TokenKind.ERROR);
    frame = open;
    return line.length();
  }

  /// What is still open on the next line: triple-quoted strings, and others after a backslash.
  @Nullable Frame atLineEnd(String line, @Nullable Frame open) {
    @Nullable Frame rest = open;
    while (rest != null && !rest.triple() && !endsJoined(line, rest)) {
      rest = rest.outer();
    }
    return rest;
  }

  private static boolean endsJoined(String line, Frame open) {
    int slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1 && open.place() == Place.TEXT;
  }

  private static Frame string(Frame inside) {
    Frame now = inside;
    while (now.place() != Place.TEXT && now.outer() != null) {
      now = now.outer();
    }
    return now;
  }

  private static boolean ends(String line, int at, Frame open) {
    if (open.place() == Place.FORMAT && open.triple()) {
      return line.startsWith(String.valueOf(open.quote()).repeat(3), at);
    }
    return !open.triple() || line.startsWith(String.valueOf(open.quote()).repeat(3), at);
  }

  private static int escape(String line, int at) {
    if (at + 1 >= line.length()) {
      return at + 1;
    }
    char c = line.charAt(at + 1);
    int digits =
        switch (c) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    if (c == 'N' && at + 2 < line.length() && line.charAt(at + 2) == '{') {
      int close = line.indexOf('}', at);
      return close < 0 ? at + 2 : close + 1;
    }
    int to = at + 2;
    while (digits-- > 0 && to < line.length() && Character.digit(line.charAt(to), 16) >= 0) {
      to++;
    }
    return to;
  }
}
