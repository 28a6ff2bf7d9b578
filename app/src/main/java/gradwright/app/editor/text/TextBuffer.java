package gradwright.app.editor.text;

import java.util.Arrays;

/// Text with the starts of its lines. Lines are 0-based and separated by `\n`; there is always at least one.
public final class TextBuffer implements CharSequence {
  private final StringBuilder text;
  private int[] starts = new int[16];
  private int lines;

  public TextBuffer(String initial) {
    text = new StringBuilder(initial);
    starts[0] = 0;
    lines = 1;
    for (int i = initial.indexOf('\n'); i >= 0; i = initial.indexOf('\n', i + 1)) {
      reserve(lines + 1);
      starts[lines++] = i + 1;
    }
  }

  /// Replaces `start` to `end` (exclusive).
  ///
  /// @return what was replaced
  public Edit replace(int start, int end, String with) {
    Edit edit = new Edit(start, text.substring(start, end), with);
    int first = lineAt(start);
    int last = lineAt(end);
    int added = (int) with.chars().filter(c -> c == '\n').count();
    int shift = with.length() - (end - start);
    text.replace(start, end, with);
    reserve(lines + added);
    System.arraycopy(starts, last + 1, starts, first + 1 + added, lines - last - 1);
    lines += added - (last - first);
    int line = first + 1;
    for (int i = with.indexOf('\n'); i >= 0; i = with.indexOf('\n', i + 1)) {
      starts[line++] = start + i + 1;
    }
    for (; line < lines; line++) {
      starts[line] += shift;
    }
    return edit;
  }

  private void reserve(int count) {
    if (count > starts.length) {
      starts = Arrays.copyOf(starts, Math.max(count, starts.length * 2));
    }
  }

  public int lineCount() {
    return lines;
  }

  public int lineStart(int line) {
    return starts[line];
  }

  /// The end of a line, before its `\n`.
  public int lineEnd(int line) {
    return line + 1 < lines ? starts[line + 1] - 1 : text.length();
  }

  public String line(int line) {
    return text.substring(lineStart(line), lineEnd(line));
  }

  /// The line that holds a position.
  public int lineAt(int position) {
    int found = Arrays.binarySearch(starts, 0, lines, position);
    return found >= 0 ? found : -found - 2;
  }

  public int column(int position) {
    return position - lineStart(lineAt(position));
  }

  /// A position as near as the text allows to a 0-based line and column.
  public int position(int line, int column) {
    int within = Math.clamp(line, 0, lines - 1);
    return Math.min(lineStart(within) + Math.max(column, 0), lineEnd(within));
  }

  public String substring(int start, int end) {
    return text.substring(start, end);
  }

  public int indexOf(String what, int from) {
    return text.indexOf(what, from);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
