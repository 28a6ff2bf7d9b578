package gradwright.profiler.cli;

import java.util.ArrayList;
import java.util.List;

/// Lines of text in columns: texts on the left, numbers on the right of theirs.
final class TextTable {
  private static final int WIDEST = 40;

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /// The headings; those that begin with `>` stand over numbers.
  TextTable(String... headings) {
    right = new boolean[headings.length];
    String[] texts = new String[headings.length];
    for (int c = 0; c < headings.length; c++) {
      right[c] = headings[c].startsWith(">");
      texts[c] = right[c] ? headings[c].substring(1) : headings[c];
    }
    rows.add(texts);
  }

  void add(String... cells) {
    rows.add(cells);
  }

  String text() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = row[c].length() <= WIDEST ? row[c] : row[c].substring(0, WIDEST - 1) + "\u2026";
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        String gap = " ".repeat(widths[c] - row[c].length());
        line.append(c == 0 ? "" : "  ").append(right[c] ? gap + row[c] : row[c] + gap);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
