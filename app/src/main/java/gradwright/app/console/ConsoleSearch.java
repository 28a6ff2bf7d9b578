package gradwright.app.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds text in the console, without regard to case.
final class ConsoleSearch {
  private static final int STEP = 4_096;

  private ConsoleSearch() {}

  /// Where a text was found.
  record Match(long line, int start, int end) {}

  /// The match after (or before) a place, going around at the end. May read the whole console: not for the window's thread.
  static Optional<Match> find(ConsoleModel console, String text, long fromLine, int fromColumn, boolean forward) {
    String needle = text.toLowerCase(Locale.ROOT);
    if (needle.isEmpty()) {
      return Optional.empty();
    }
    long first = console.first();
    long end = console.end();
    if (first == end) {
      return Optional.empty();
    }
    long from = Math.clamp(fromLine, first, end - 1);
    return forward
        ? ahead(console, needle, from, end, fromColumn).or(() -> ahead(console, needle, first, from + 1, 0))
        : back(console, needle, first, from, fromColumn)
            .or(() -> back(console, needle, from, end - 1, Integer.MAX_VALUE));
  }

  private static Optional<Match> ahead(ConsoleModel console, String needle, long from, long to, int column) {
    for (long start = from; start < to; start += STEP) {
      List<ConsoleLine> lines = console.lines(start, Math.min(to, start + STEP));
      for (int i = 0; i < lines.size(); i++) {
        int at = lower(lines.get(i)).indexOf(needle, start + i == from ? column : 0);
        if (at >= 0) {
          return Optional.of(new Match(start + i, at, at + needle.length()));
        }
      }
    }
    return Optional.empty();
  }

  /// From line `to` down to `from`, both included; on line `to` only before `column`.
  private static Optional<Match> back(ConsoleModel console, String needle, long from, long to, int column) {
    for (long stop = to + 1; stop > from; stop -= STEP) {
      long start = Math.max(from, stop - STEP);
      List<ConsoleLine> lines = console.lines(start, stop);
      for (int i = lines.size() - 1; i >= 0; i--) {
        int before = start + i == to && column < Integer.MAX_VALUE ? column - 1 : Integer.MAX_VALUE;
        int at = before < 0 ? -1 : lower(lines.get(i)).lastIndexOf(needle, before);
        if (at >= 0) {
          return Optional.of(new Match(start + i, at, at + needle.length()));
        }
      }
    }
    return Optional.empty();
  }

  private static String lower(ConsoleLine line) {
    return line.text().toLowerCase(Locale.ROOT);
  }
}
