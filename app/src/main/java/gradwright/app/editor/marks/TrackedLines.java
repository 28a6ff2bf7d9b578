package gradwright.app.editor.marks;

import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.TextBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Values beside the lines of a text, which follow their lines through edits. Lines are 0-based.
public final class TrackedLines<T> {
  private TreeMap<Integer, List<Tracked<T>>> lines = new TreeMap<>();

  /// @param edited whether the line was edited since the value was set
  public record Tracked<T>(T value, boolean edited) {}

  public void clear() {
    lines.clear();
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  public void add(int line, T value) {
    lines.computeIfAbsent(line, l -> new ArrayList<>()).add(new Tracked<>(value, false));
  }

  public List<Tracked<T>> at(int line) {
    return lines.getOrDefault(line, List.of());
  }

  /// The lines that have values, in order.
  public List<Integer> lines() {
    return List.copyOf(lines.keySet());
  }

  /// Follows an edit that the text has already taken: values on lines that are gone go, on changed lines they are marked.
  public void follow(Edit edit, TextBuffer text) {
    if (lines.isEmpty()) {
      return;
    }
    int first = text.lineAt(edit.position());
    int removed = (int) edit.removed().chars().filter(c -> c == '\n').count();
    int inserted = (int) edit.inserted().chars().filter(c -> c == '\n').count();
    boolean atStart = edit.position() == text.lineStart(first);
    boolean wholeLinesBefore =
        atStart
            && (edit.removed().isEmpty() || edit.removed().endsWith("\n"))
            && (edit.inserted().isEmpty() || edit.inserted().endsWith("\n"));
    boolean atEnd = edit.insertedEnd() == text.length() || text.charAt(edit.insertedEnd()) == '\n';
    boolean below = !atStart && atEnd && edit.removed().isEmpty() && edit.inserted().startsWith("\n");
    TreeMap<Integer, List<Tracked<T>>> moved = new TreeMap<>();
    lines.forEach((line, values) -> {
      if (line < first || (line == first && below)) {
        moved.put(line, values);
      } else if (line > first + removed || (wholeLinesBefore && line == first + removed)) {
        moved.put(line + inserted - removed, values);
      } else if (line == first && !wholeLinesBefore) {
        moved.put(line, values.stream().map(v -> new Tracked<>(v.value(), true)).toList());
      }
    });
    lines = moved;
  }
}
