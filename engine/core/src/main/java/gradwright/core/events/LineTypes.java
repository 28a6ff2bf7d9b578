package gradwright.core.events;

import gradwright.core.ir.Source;
import gradwright.core.types.Aval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Types of the values that lines of the user's code made while being traced: of each line, what its last operation gave.
public final class LineTypes {
  private static final int MOST = 20_000;

  private final Map<Line, Noted> lines = new LinkedHashMap<>();

  private record Line(String file, int line) {}

  /// What the last operation at a place gave, as the code there sees it: without the batch axis under vmap.
  public record Noted(Source.Frame place, List<Aval> outputs) {}

  /// Notes what an operation gives.
  public synchronized void note(Source source, List<Aval> outputs) {
    Source.Frame f = source.frame();
    if (f == null || outputs.isEmpty()) {
      return;
    }
    Line key = new Line(f.file(), f.line());
    lines.remove(key); // the latest come last
    if (lines.size() < MOST) {
      lines.put(key, new Noted(f, List.copyOf(outputs)));
    }
  }

  /// All that was noted; lines noted later come later.
  public synchronized List<Noted> all() {
    return new ArrayList<>(lines.values());
  }
}
