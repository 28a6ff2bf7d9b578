package gradwright.python.events;

import gradwright.core.events.Event;
import gradwright.core.ir.ClosedJaxpr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The programs that were traced or compiled lately, kept so that people can look at them.
final class SeenPrograms {
  /// How many are kept.
  static final int KEPT = 500;

  private final Map<Integer, Seen> programs = new LinkedHashMap<>();

  /// @param traced whether a user's function was traced to it, rather than a transformation or the library having made it
  record Seen(int number, String function, ClosedJaxpr jaxpr, boolean traced) {}

  synchronized void note(Event event) {
    switch (event) {
      case Event.Traced t -> keep(new Seen(t.program(), t.function(), t.jaxpr(), true));
      case Event.Lowered l -> {
        if (!programs.containsKey(l.program())) {
          keep(new Seen(l.program(), l.function(), l.jaxpr(), false));
        }
      }
      default -> {}
    }
  }

  private void keep(Seen p) {
    programs.put(p.number, p);
    if (programs.size() > KEPT) {
      programs.remove(programs.keySet().iterator().next());
    }
  }

  synchronized @Nullable Seen find(int number) {
    return programs.get(number);
  }

  /// All that are kept, oldest first.
  synchronized List<Seen> all() {
    return new ArrayList<>(programs.values());
  }
}
