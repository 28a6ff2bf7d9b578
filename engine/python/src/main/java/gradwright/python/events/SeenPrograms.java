package gradwright.python.events;

import gradwright.core.events.Event;
import gradwright.core.ir.ClosedJaxpr;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The programs that were traced or compiled lately, kept so that people can look at them.
final class SeenPrograms {
  /// How many are kept.
  static final int KEPT = 500;

  private final Map<Integer, Seen> programs = new LinkedHashMap<>();

  record Seen(int number, String function, ClosedJaxpr jaxpr) {}

  synchronized void note(Event event) {
    switch (event) {
      case Event.Traced t -> keep(new Seen(t.program(), t.function(), t.jaxpr()));
      case Event.Lowered l -> {
        if (!programs.containsKey(l.program())) {
          keep(new Seen(l.program(), l.function(), l.jaxpr()));
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
}
