package gradwright.app.editor.marks;

import gradwright.app.editor.text.TextModel;
import gradwright.protocol.Insight.ValueType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// Types of the values of the last run, beside the lines that made them.
public final class InlaysModel {
  private static final int MOST_TYPES = 3;

  private final TextModel text;
  private final TrackedLines<String> lines = new TrackedLines<>();
  private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper(this, "changes");

  /// @param stale whether the line was edited since the run
  public record Inlay(String text, boolean stale) {}

  public InlaysModel(TextModel text) {
    this.text = text;
    text.listen(edit -> lines.follow(edit, text.buffer()));
  }

  /// Takes the types of a run, of which `types` are this file's.
  public void show(List<ValueType> types) {
    lines.clear();
    Map<Integer, Map<String, Set<String>>> byLine = new LinkedHashMap<>();
    for (ValueType type : types) {
      byLine
          .computeIfAbsent(type.line() - 1, l -> new LinkedHashMap<>())
          .computeIfAbsent(type.name(), n -> new LinkedHashSet<>())
          .add(type.type());
    }
    byLine.forEach((line, names) -> {
      if (line >= 0 && line < text.buffer().lineCount()) {
        lines.add(line, title(names));
      }
    });
    changes.set(changes.get() + 1);
  }

  private static String title(Map<String, Set<String>> names) {
    return String.join(
        "   ",
        names.entrySet().stream()
            .map(e -> {
              List<String> types = List.copyOf(e.getValue());
              String shown = String.join(" | ", types.subList(0, Math.min(MOST_TYPES, types.size())));
              String more = types.size() > MOST_TYPES ? " | …" : "";
              return (e.getKey().isEmpty() ? "" : e.getKey() + ": ") + shown + more;
            })
            .toList());
  }

  public Optional<Inlay> at(int line) {
    return lines.at(line).stream().findFirst().map(t -> new Inlay(t.value(), t.edited()));
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /// Changes whenever [#show] was called.
  public ReadOnlyIntegerProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }
}
