package gradwright.profiler.recompile;

import java.util.ArrayList;
import java.util.List;

/// A Python text cut into tokens and logical lines: enough to find loops, definitions and calls, not a parser. A text that it
/// does not understand (an unclosed bracket or string) has no lines.
final class PythonText {
  private static final List<String> LONG_OPERATORS =
      List.of(
          "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "==", "!=", "<=", ">=", "->", ":=", "+=", "-=",
          "*=", "/=", "%=", "&=", "|=", "^=", "@=");

  private final List<Line> lines = new ArrayList<>();
  private final String[] physical;
  private final String text;

  enum Kind {
    NAME,
    NUMBER,
    STRING,
    OPERATOR
  }

  /// A token: characters `start` to `end` of the text; `depth` counts the brackets around it.
  record Token(Kind kind, String text, int start, int end, int depth) {
    boolean is(String s) {
      return kind != Kind.STRING && text.equals(s);
    }

    boolean isName() {
      return kind == Kind.NAME;
    }
  }

  /// A logical line: 1-based physical lines, its indentation in columns and its tokens, of which there is at least one.
  record Line(int first, int last, int indent, List<Token> tokens) {
    boolean startsWith(String word) {
      return tokens.getFirst().is(word)
          || (tokens.getFirst().is("async") && tokens.size() > 1 && tokens.get(1).is(word));
    }
  }

  PythonText(String text) {
    this.text = text;
    this.physical = text.split("\n", -1);
    if (!scan()) {
      lines.clear();
    }
  }

  List<Line> lines() {
    return lines;
  }

  String physical(int line) {
    return physical[line - 1];
  }

  String text(int start, int end) {
    return text.substring(start, end);
  }

  /// Physical lines, joined.
  String physical(int first, int last) {
    return String.join("\n", List.of(physical).subList(first - 1, last));
  }

  /// The index of the logical line that holds a physical one, or -1.
  int indexAt(int line) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).first() <= line && line <= lines.get(i).last()) {
        return i;
      }
    }
    return -1;
  }

  /// The index after the last line of the block that the line at `index` heads.
  int blockEnd(int index) {
    int i = index + 1;
    while (i < lines.size() && lines.get(i).indent() > lines.get(index).indent()) {
      i++;
    }
    return i;
  }

  /// The index of the nearest earlier line that is indented less, or -1.
  int parent(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (lines.get(i).indent() < lines.get(index).indent()) {
        return i;
      }
    }
    return -1;
  }

  private boolean scan() {
    int i = 0;
    int line = 1;
    int depth = 0;
    int lineStart = 0;
    int first = 0;
    int indent = 0;
    List<Token> tokens = new ArrayList<>();
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\n') {
        if (depth == 0 && !tokens.isEmpty()) {
          lines.add(new Line(first, line, indent, tokens));
          tokens = new ArrayList<>();
        }
        line++;
        i++;
        lineStart = i;
        continue;
      }
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        line++;
        i += 2;
        lineStart = i;
        continue;
      }
      if (c == '#') {
        while (i < text.length() && text.charAt(i) != '\n') {
          i++;
        }
        continue;
      }
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      }
      if (tokens.isEmpty()) {
        first = line;
        indent = i - lineStart;
      }
      int start = i;
      Kind kind;
      int prefix = stringPrefix(i);
      if (prefix >= 0) {
        i = stringEnd(i + prefix);
        if (i < 0) {
          return false;
        }
        kind = Kind.STRING;
        line += (int) text.substring(start, i).chars().filter(x -> x == '\n').count();
      } else if (Character.isJavaIdentifierStart(c) && c != '$') {
        while (i < text.length() && Character.isJavaIdentifierPart(text.charAt(i)) && text.charAt(i) != '$') {
          i++;
        }
        kind = Kind.NAME;
      } else if (Character.isDigit(c) || (c == '.' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1)))) {
        i = numberEnd(i);
        kind = Kind.NUMBER;
      } else {
        i += operatorLength(i);
        kind = Kind.OPERATOR;
      }
      String word = text.substring(start, i);
      if (kind == Kind.OPERATOR && ")]}".contains(word)) {
        depth--;
        if (depth < 0) {
          return false;
        }
      }
      tokens.add(new Token(kind, word, start, i, depth));
      if (kind == Kind.OPERATOR && "([{".contains(word)) {
        depth++;
      }
    }
    if (!tokens.isEmpty()) {
      lines.add(new Line(first, line, indent, tokens));
    }
    return depth == 0;
  }

  private int stringPrefix(int i) {
    int p = 0;
    while (p < 3 && i + p < text.length() && "rRbBfFuU".indexOf(text.charAt(i + p)) >= 0) {
      p++;
    }
    return i + p < text.length() && (text.charAt(i + p) == '"' || text.charAt(i + p) == '\'') ? p : -1;
  }

  private int stringEnd(int i) {
    String quote =
        text.startsWith(text.substring(i, i + 1).repeat(3), i) ? text.substring(i, i + 3) : text.substring(i, i + 1);
    int k = i + quote.length();
    while (k < text.length()) {
      char c = text.charAt(k);
      if (c == '\\') {
        k += 2;
      } else if (text.startsWith(quote, k)) {
        return k + quote.length();
      } else if (c == '\n' && quote.length() == 1) {
        return -1;
      } else {
        k++;
      }
    }
    return -1;
  }

  private int numberEnd(int i) {
    int k = i;
    while (k < text.length()) {
      char c = text.charAt(k);
      boolean sign = (c == '+' || c == '-') && (text.charAt(k - 1) == 'e' || text.charAt(k - 1) == 'E');
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !sign) {
        break;
      }
      k++;
    }
    return k;
  }

  private int operatorLength(int i) {
    for (String s : LONG_OPERATORS) {
      if (text.startsWith(s, i)) {
        return s.length();
      }
    }
    return 1;
  }
}
