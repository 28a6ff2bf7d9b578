package gradwright.app.editor.insight;

import gradwright.app.editor.python.Outline;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.text.TextBuffer;
import gradwright.protocol.Insight.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions and classes that a file itself defines, as entries like the catalogue's.
public final class Definitions {
  private static final int LONGEST = 4000;
  private static final Pattern DOCUMENTATION = Pattern.compile("\\s*[rR]?(\"\"\"|''')(.*?)\\1", Pattern.DOTALL);

  private Definitions() {}

  public static List<Entry> of(SyntaxModel syntax) {
    List<Entry> entries = new ArrayList<>();
    for (Outline.Symbol symbol : Outline.of(syntax)) {
      entries.add(entry(syntax.text(), symbol));
    }
    return entries;
  }

  /// The last definition of a name.
  public static Optional<Entry> find(SyntaxModel syntax, String name) {
    return Outline.of(syntax).reversed().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .map(s -> entry(syntax.text(), s));
  }

  private static Entry entry(TextBuffer text, Outline.Symbol symbol) {
    int start = text.lineStart(symbol.line()) + symbol.column() + symbol.name().length();
    String rest = text.substring(start, Math.min(text.length(), start + LONGEST));
    String signature = signature(rest);
    String documentation = documentation(rest, signature);
    String summary = documentation.lines().findFirst().orElse("");
    String kind = symbol.kind().equals("class") ? "class" : "function";
    return new Entry(symbol.name(), symbol.path(), kind, kind.equals("class") ? "" : signature, summary, documentation);
  }

  private static String signature(String rest) {
    if (!rest.startsWith("(")) {
      return "";
    }
    int depth = 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (depth == 0) {
        return rest.substring(0, i + 1).replaceAll("\\s+", " ");
      }
    }
    return "";
  }

  private static String documentation(String rest, String signature) {
    int from = signature.isEmpty() ? 0 : rest.indexOf(')');
    int colon = rest.indexOf(":\n", Math.max(from, 0));
    if (colon < 0) {
      return "";
    }
    Matcher matcher = DOCUMENTATION.matcher(rest).region(colon + 1, rest.length());
    return matcher.lookingAt() ? matcher.group(2).stripIndent().strip() : "";
  }
}
