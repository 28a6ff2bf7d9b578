package gradwright.app.console;

import java.util.ArrayList;
import java.util.List;

/// What a person types at the prompt: earlier texts by the arrow keys, and whether a text is whole.
public final class PromptModel {
  private static final int KEPT = 500;

  private final List<String> history = new ArrayList<>();
  private int at;
  private String draft = "";

  /// Remembers a text that was sent.
  public void sent(String text) {
    if (!text.isBlank() && (history.isEmpty() || !history.getLast().equals(text))) {
      history.add(text);
      if (history.size() > KEPT) {
        history.removeFirst();
      }
    }
    at = history.size();
    draft = "";
  }

  /// The text before, `typed` where there is none.
  public String earlier(String typed) {
    if (at == 0) {
      return typed;
    }
    if (at == history.size()) {
      draft = typed;
    }
    return history.get(--at);
  }

  /// The text after, at the end what was typed before going back.
  public String later(String typed) {
    if (at >= history.size()) {
      return typed;
    }
    at++;
    return at == history.size() ? draft : history.get(at);
  }

  /// Whether Enter should begin another line rather than run the text: a bracket or a string is open, a line ends in a colon or
  /// a backslash, or a block was begun and no empty line has ended it.
  public static boolean wantsMore(String text) {
    Scan scan = Scan.of(text);
    if (scan.open) {
      return true;
    }
    String[] lines = text.split("\n", -1);
    String last = lines[lines.length - 1];
    if (last.stripTrailing().endsWith("\\")) {
      return true;
    }
    boolean block = scan.colon;
    return block && !(lines.length > 1 && last.isBlank());
  }

  /// The spaces that the line after `text` begins with.
  public static String indent(String text) {
    String last = text.substring(text.lastIndexOf('\n') + 1);
    String indent = last.substring(0, last.length() - last.stripLeading().length());
    return last.stripTrailing().endsWith(":") ? indent + "    " : indent;
  }

  /// What is open at the end of a text, leaving out strings and comments.
  private record Scan(boolean open, boolean colon) {
    static Scan of(String text) {
      int depth = 0;
      boolean colon = false;
      char lastCode = 0;
      String quote = "";
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (!quote.isEmpty()) {
          if (c == '\\') {
            i++;
          } else if (text.startsWith(quote, i)) {
            i += quote.length() - 1;
            quote = "";
          } else if (c == '\n' && quote.length() == 1) {
            quote = "";
          }
          continue;
        }
        switch (c) {
          case '\'', '"' -> {
            String triple = String.valueOf(c).repeat(3);
            quote = text.startsWith(triple, i) ? triple : String.valueOf(c);
            i += quote.length() - 1;
          }
          case '#' -> {
            int end = text.indexOf('\n', i);
            i = (end < 0 ? text.length() : end) - 1;
            continue;
          }
          case '(', '[', '{' -> depth++;
          case ')', ']', '}' -> depth--;
          case '\n' -> {
            colon |= lastCode == ':' && depth == 0;
            lastCode = 0;
          }
          default -> {}
        }
        if (!Character.isWhitespace(c)) {
          lastCode = c;
        }
      }
      return new Scan(depth > 0 || quote.length() == 3, colon || lastCode == ':');
    }
  }
}
