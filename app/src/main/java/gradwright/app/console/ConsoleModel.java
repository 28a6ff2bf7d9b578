package gradwright.app.console;

import gradwright.app.console.ConsoleLine.Run;
import gradwright.app.console.TextStyle.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The lines of the console: a ring that keeps the latest million lines and forgets the oldest. Safe to use from any thread;
/// lines have numbers that stay the same while older ones are forgotten.
public final class ConsoleModel {
  public static final int MAX_LINES = 1_000_000;

  /// All kept text, in characters.
  public static final long MAX_CHARACTERS = 100_000_000;

  /// Longer lines are broken, so that no line is slow to draw.
  public static final int MAX_LINE = 4_000;

  private final int maxLines;
  private final long maxCharacters;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<Role, AnsiText> readers = new EnumMap<>(Role.class);
  private ConsoleLine[] ring = new ConsoleLine[1024];
  private long first;
  private long end;
  private long characters;

  private final StringBuilder current = new StringBuilder();
  private final List<Run> currentRuns = new ArrayList<>();
  private boolean overwrite;

  public ConsoleModel() {
    this(MAX_LINES, MAX_CHARACTERS);
  }

  ConsoleModel(int maxLines, long maxCharacters) {
    this.maxLines = maxLines;
    this.maxCharacters = maxCharacters;
  }

  private AnsiText reader(Role role) {
    return readers.computeIfAbsent(role, r -> new AnsiText(r, new Writer()));
  }

  /// Called after every change, on the thread that made it.
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /// Adds text; it continues the last line where that has not ended.
  public void append(Role role, String text) {
    synchronized (this) {
      reader(role).read(text);
    }
    listeners.forEach(Runnable::run);
  }

  /// Adds a line of its own.
  public void appendLine(Role role, String line) {
    synchronized (this) {
      if (!current.isEmpty()) {
        endLine();
      }
      reader(role).read(line + "\n");
    }
    listeners.forEach(Runnable::run);
  }

  public synchronized void clear() {
    ring = new ConsoleLine[1024];
    first = end;
    characters = 0;
    current.setLength(0);
    currentRuns.clear();
    overwrite = false;
    readers.values().forEach(AnsiText::reset);
    listeners.forEach(Runnable::run);
  }

  /// The number of the oldest line that is kept.
  public synchronized long first() {
    return first;
  }

  /// One more than the number of the latest line.
  public synchronized long end() {
    return current.isEmpty() ? end : end + 1;
  }

  public synchronized boolean isEmpty() {
    return first == end && current.isEmpty();
  }

  /// Lines `from` to `to` (exclusive) as far as they are kept.
  public synchronized List<ConsoleLine> lines(long from, long to) {
    List<ConsoleLine> result = new ArrayList<>();
    for (long i = Math.max(from, first); i < Math.min(to, end()); i++) {
      result.add(i == end ? new ConsoleLine(current.toString(), List.copyOf(currentRuns)) : ring[index(i)]);
    }
    return result;
  }

  private int index(long line) {
    return (int) (line % ring.length);
  }

  private void endLine() {
    String text = current.toString();
    ConsoleLine line =
        new ConsoleLine(
            text,
            currentRuns.size() == 1 && currentRuns.getFirst().end() == text.length()
                ? List.of(currentRuns.getFirst())
                : List.copyOf(currentRuns));
    current.setLength(0);
    currentRuns.clear();
    overwrite = false;
    if (end - first == ring.length && ring.length < maxLines) {
      grow();
    }
    while (end - first >= Math.min(ring.length, maxLines)
        || (characters + text.length() > maxCharacters && first < end)) {
      characters -= ring[index(first)].text().length();
      first++;
    }
    ring[index(end)] = line;
    end++;
    characters += text.length();
  }

  private void grow() {
    ConsoleLine[] larger = new ConsoleLine[(int) Math.min(2L * ring.length, maxLines)];
    for (long i = first; i < end; i++) {
      larger[(int) (i % larger.length)] = ring[index(i)];
    }
    ring = larger;
  }

  private final class Writer implements AnsiText.Sink {
    @Override
    public void text(String text, int start, int end, TextStyle style) {
      if (overwrite) {
        current.setLength(0);
        currentRuns.clear();
        overwrite = false;
      }
      int at = start;
      while (at < end) {
        int stop = Math.min(end, at + MAX_LINE - current.length());
        add(text, at, stop, style);
        at = stop;
        if (current.length() >= MAX_LINE) {
          endLine();
        }
      }
    }

    private void add(String text, int start, int end, TextStyle style) {
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
        if (c == '\t') {
          current.repeat(' ', 8 - current.length() % 8);
        } else {
          current.append(c);
        }
      }
      if (!currentRuns.isEmpty() && currentRuns.getLast().style().equals(style)) {
        currentRuns.removeLast();
      }
      currentRuns.add(new Run(current.length(), style));
    }

    @Override
    public void newLine() {
      endLine();
    }

    @Override
    public void carriageReturn() {
      overwrite = true;
    }
  }
}
