package gradwright.app.console;

import java.util.List;

/// A span of console text between two places, in the order in which a person reads it.
///
/// @param startColumn inclusive, `endColumn` exclusive
record ConsoleSelection(long startLine, int startColumn, long endLine, int endColumn) {

  static ConsoleSelection between(long lineA, int columnA, long lineB, int columnB) {
    boolean ordered = lineA < lineB || (lineA == lineB && columnA <= columnB);
    return ordered
        ? new ConsoleSelection(lineA, columnA, lineB, columnB)
        : new ConsoleSelection(lineB, columnB, lineA, columnA);
  }

  boolean isEmpty() {
    return startLine == endLine && startColumn == endColumn;
  }

  /// First selected column of a line.
  int from(long line) {
    return line == startLine ? startColumn : 0;
  }

  /// One more than the last selected column of a line of that length.
  int to(long line, int length) {
    return line == endLine ? Math.min(endColumn, length) : length;
  }

  boolean touches(long line) {
    return line >= startLine && line <= endLine;
  }

  String text(ConsoleModel console) {
    StringBuilder result = new StringBuilder();
    long line = Math.max(startLine, console.first());
    List<ConsoleLine> lines = console.lines(line, endLine + 1);
    for (ConsoleLine l : lines) {
      if (!result.isEmpty() || line > Math.max(startLine, console.first())) {
        result.append('\n');
      }
      int to = to(line, l.text().length());
      int from = Math.min(from(line), to);
      result.append(l.text(), from, to);
      line++;
    }
    return result.toString();
  }
}
