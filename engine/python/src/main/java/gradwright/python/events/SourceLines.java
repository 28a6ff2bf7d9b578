package gradwright.python.events;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The statements of a Python text by line, as far as names that are assigned to are concerned.
final class SourceLines {
  private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_]*";
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "\\s*\\(?(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)\\s*,?\\)?\\s*(?::[^=]+)?(?:[-+*/@%&|^]|//|\\*\\*)?=(?!=)");
  private static final Pattern RETURN = Pattern.compile("\\s*(return)\\b");
  private static final Pattern NAMES = Pattern.compile(NAME);

  /// The first line of the statement that each line belongs to, 0-based.
  private final int[] first;

  private final String[] lines;

  SourceLines(String text) {
    lines = text.split("\r\n|\r|\n", -1);
    first = new int[lines.length];
    new Scan().run();
  }

  /// A name that a statement assigns to, with its 1-based place; `return` for what a function gives.
  record Target(String name, int line, int column) {}

  /// The first line of the statement at a line (both 1-based); 0 when there is no such line.
  int statement(int line) {
    return line >= 1 && line <= first.length ? first[line - 1] + 1 : 0;
  }

  /// What the statement that starts at a line assigns to.
  List<Target> targets(int line) {
    String text = lines[line - 1];
    Matcher m = ASSIGNMENT.matcher(text);
    if (!m.lookingAt()) {
      m = RETURN.matcher(text);
      if (!m.lookingAt()) {
        return List.of();
      }
    }
    List<Target> all = new ArrayList<>();
    Matcher names = NAMES.matcher(m.group(1));
    while (names.find()) {
      all.add(new Target(names.group(), line, m.start(1) + names.start() + 1));
    }
    return all;
  }

  /// Goes through the text once: a statement goes on to the next line within brackets, within a long string and after a backslash.
  private final class Scan {
    private int depth;
    private String quote = "";

    void run() {
      int start = 0;
      for (int i = 0; i < lines.length; i++) {
        first[i] = start;
        line(lines[i]);
        boolean goesOn = depth > 0 || !quote.isEmpty() || lines[i].endsWith("\\");
        if (!goesOn) {
          start = i + 1;
        }
      }
    }

    private void line(String s) {
      int i = 0;
      while (i < s.length()) {
        char c = s.charAt(i);
        if (!quote.isEmpty()) {
          if (c == '\\') {
            i++;
          } else if (s.startsWith(quote, i)) {
            i += quote.length() - 1;
            quote = "";
          }
        } else if (c == '#') {
          return;
        } else if (c == '"' || c == '\'') {
          String three = String.valueOf(c).repeat(3);
          quote = s.startsWith(three, i) ? three : String.valueOf(c);
          i += quote.length() - 1;
        } else if ("([{".indexOf(c) >= 0) {
          depth++;
        } else if (")]}".indexOf(c) >= 0) {
          depth = Math.max(0, depth - 1);
        }
        i++;
      }
      if (quote.length() == 1 && !s.endsWith("\\")) {
        quote = ""; // unfinished
      }
    }
  }
}
