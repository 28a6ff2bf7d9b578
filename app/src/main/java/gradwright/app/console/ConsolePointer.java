package gradwright.app.console;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is selected in a console, by presses and drags at lines and columns.
final class ConsolePointer {
  private final ConsoleModel console;
  private @Nullable ConsoleSelection selection;
  private long anchorLine;
  private int anchorColumn;

  ConsolePointer(ConsoleModel console) {
    this.console = console;
  }

  /// What is selected; null for nothing.
  @Nullable ConsoleSelection selection() {
    return selection;
  }

  void clear() {
    selection = null;
  }

  /// A first press selects nothing, a second one the word, a third one the line.
  void press(long line, int column, int clicks) {
    anchorLine = line;
    anchorColumn = column;
    selection =
        switch (clicks) {
          case 2 -> word().orElse(null);
          case 3 -> new ConsoleSelection(anchorLine, 0, anchorLine, Integer.MAX_VALUE);
          default -> null;
        };
  }

  void drag(long line, int column) {
    selection = ConsoleSelection.between(anchorLine, anchorColumn, line, column);
  }

  private Optional<ConsoleSelection> word() {
    return console.lines(anchorLine, anchorLine + 1).stream()
        .findFirst()
        .map(l -> {
          int from = Math.min(anchorColumn, l.text().length());
          int to = from;
          while (from > 0 && Character.isUnicodeIdentifierPart(l.text().charAt(from - 1))) {
            from--;
          }
          while (to < l.text().length() && Character.isUnicodeIdentifierPart(l.text().charAt(to))) {
            to++;
          }
          return new ConsoleSelection(anchorLine, from, anchorLine, to);
        });
  }

  void selectAll() {
    selection = all();
  }

  private ConsoleSelection all() {
    return new ConsoleSelection(console.first(), 0, Math.max(console.first(), console.end() - 1), Integer.MAX_VALUE);
  }

  /// The selected text, or all of it where nothing is selected.
  String text() {
    return (selection == null || selection.isEmpty() ? all() : selection).text(console);
  }
}
