package gradwright.app.editor.text;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// Edits of whole lines: those that a selection touches, or the caret's. A selection that ends at the beginning of a line
/// does not touch that line.
public final class LineEdits {
  private final TextBuffer text;
  private final Selection selection;
  private final int first;
  private final int last;

  public LineEdits(TextBuffer text, Selection selection) {
    this.text = text;
    this.selection = selection;
    first = text.lineAt(selection.start());
    int end = text.lineAt(selection.end());
    last = end > first && text.lineStart(end) == selection.end() ? end - 1 : end;
  }

  /// Whether more than one line is touched.
  public boolean isMultiple() {
    return last > first;
  }

  public Optional<Change> indent(int width) {
    String step = " ".repeat(width);
    return each(line -> line.isBlank() ? line : step + line);
  }

  public Optional<Change> dedent(int width) {
    return each(line -> line.substring(outdent(line, width)));
  }

  /// One line goes back to the step before, several keep their places to each other.
  private int outdent(String line, int width) {
    if (line.startsWith("\t")) {
      return 1;
    }
    int spaces = indentation(line);
    return spaces == 0 || isMultiple() ? Math.min(spaces, width) : (spaces - 1) % width + 1;
  }

  /// How many blanks a line begins with.
  public static int indentation(String line) {
    int blanks = 0;
    while (blanks < line.length() && (line.charAt(blanks) == ' ' || line.charAt(blanks) == '\t')) {
      blanks++;
    }
    return blanks;
  }

  /// Makes comments of all lines, or code again if all are comments.
  public Optional<Change> toggleComment(String mark) {
    boolean all = true;
    boolean any = false;
    int column = Integer.MAX_VALUE;
    for (int i = first; i <= last; i++) {
      String line = text.line(i);
      if (!line.isBlank()) {
        any = true;
        all &= line.strip().startsWith(mark);
        column = Math.min(column, indentation(line));
      }
    }
    if (!any) {
      return each(line -> line + mark + " ");
    }
    int at = column;
    return all
        ? each(line -> line.isBlank() ? line : uncomment(line, mark))
        : each(line -> line.isBlank() ? line : line.substring(0, at) + mark + " " + line.substring(at));
  }

  private static String uncomment(String line, String mark) {
    int at = line.indexOf(mark);
    int end = at + mark.length();
    return line.substring(0, at) + line.substring(end < line.length() && line.charAt(end) == ' ' ? end + 1 : end);
  }

  private Optional<Change> each(UnaryOperator<String> edit) {
    StringBuilder lines = new StringBuilder();
    int anchor = selection.anchor();
    int caret = selection.caret();
    int shift = 0;
    for (int i = first; i <= last; i++) {
      String before = text.line(i);
      String after = edit.apply(before);
      int grown = after.length() - before.length();
      anchor = moved(anchor, selection.anchor(), i, shift, grown, before, after);
      caret = moved(caret, selection.caret(), i, shift, grown, before, after);
      shift += grown;
      lines.append(i == first ? "" : "\n").append(after);
    }
    if (selection.anchor() > text.lineEnd(last)) {
      anchor = selection.anchor() + shift;
    }
    if (selection.caret() > text.lineEnd(last)) {
      caret = selection.caret() + shift;
    }
    return change(text.lineStart(first), text.lineEnd(last), lines.toString(), new Selection(anchor, caret));
  }

  /// Where a position on line `i` goes when `grown` characters come into (or leave) the line.
  private int moved(int now, int position, int i, int shift, int grown, String before, String after) {
    int start = text.lineStart(i);
    if (position < start || position > text.lineEnd(i)) {
      return now;
    }
    int column = position - start;
    int same = 0;
    while (same < Math.min(before.length(), after.length()) && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    boolean stays = column < same || (column == same && column == 0 && !selection.isEmpty());
    int next = stays ? column : Math.max(Math.min(same, column), column + grown);
    return start + shift + next;
  }

  private Optional<Change> change(int start, int end, String with, Selection after) {
    return text.substring(start, end).equals(with)
        ? Optional.empty()
        : Optional.of(new Change(start, end, with, after));
  }

  public Optional<Change> moveUp() {
    if (first == 0) {
      return Optional.empty();
    }
    String above = text.line(first - 1);
    String lines = text.substring(text.lineStart(first), text.lineEnd(last));
    return change(text.lineStart(first - 1), text.lineEnd(last), lines + "\n" + above, shifted(-above.length() - 1));
  }

  public Optional<Change> moveDown() {
    if (last + 1 == text.lineCount()) {
      return Optional.empty();
    }
    String below = text.line(last + 1);
    String lines = text.substring(text.lineStart(first), text.lineEnd(last));
    return change(text.lineStart(first), text.lineEnd(last + 1), below + "\n" + lines, shifted(below.length() + 1));
  }

  /// Repeats the selection behind itself, or the caret's line below it.
  public Optional<Change> duplicate() {
    if (!selection.isEmpty() && !isMultiple()) {
      String selected = text.substring(selection.start(), selection.end());
      return Optional.of(
          new Change(selection.end(), selection.end(), selected, shifted(selection.end() - selection.start())));
    }
    String lines = text.substring(text.lineStart(first), text.lineEnd(last));
    return Optional.of(new Change(text.lineEnd(last), text.lineEnd(last), "\n" + lines, shifted(lines.length() + 1)));
  }

  public Optional<Change> delete() {
    int start = text.lineStart(first);
    int end = text.lineEnd(last);
    if (last + 1 < text.lineCount()) {
      end++;
    } else if (start > 0) {
      start--;
    }
    int column = text.column(selection.caret());
    int stays = last + 1 < text.lineCount() ? Math.min(column, text.lineEnd(last + 1) - text.lineStart(last + 1)) : 0;
    return change(start, end, "", Selection.at(last + 1 < text.lineCount() ? start + stays : start));
  }

  /// Makes one line of the touched lines, or of the caret's and the next.
  public Optional<Change> join() {
    int end = Math.max(last, Math.min(first + 1, text.lineCount() - 1));
    if (end == first) {
      return Optional.empty();
    }
    StringBuilder joined = new StringBuilder(text.line(first).stripTrailing());
    int caret = joined.length();
    for (int i = first + 1; i <= end; i++) {
      String next = text.line(i).strip();
      caret = joined.length();
      joined.append(joined.isEmpty() || next.isEmpty() ? "" : " ").append(next);
    }
    int start = text.lineStart(first);
    return change(start, text.lineEnd(end), joined.toString(), Selection.at(start + caret));
  }

  private Selection shifted(int by) {
    return new Selection(Math.max(0, selection.anchor() + by), Math.max(0, selection.caret() + by));
  }
}
