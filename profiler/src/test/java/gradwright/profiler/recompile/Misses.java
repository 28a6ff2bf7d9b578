package gradwright.profiler.recompile;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.EngineEvent.MissKind;
import gradwright.protocol.Place;
import java.util.List;
import java.util.Optional;

/// Makes the misses that tests explain.
final class Misses {
  static final String FILE = "/project/script.py";

  private Misses() {}

  static Place at(int line) {
    return new Place(List.of(new Place.Frame(FILE, line, 0, 0, 0, "<module>")));
  }

  static EngineEvent.CacheMiss first(String function, int call, int definition) {
    return new EngineEvent.CacheMiss(function, at(call), at(definition), MissKind.NEVER_SEEN, List.of(), 0);
  }

  static EngineEvent.CacheMiss redefined(String function, int call, int definition) {
    return new EngineEvent.CacheMiss(function, at(call), at(definition), MissKind.REDEFINED, List.of(), 0);
  }

  static EngineEvent.CacheMiss differs(
      String function, int call, int definition, Aspect aspect, String path, String now, String before) {
    MissKind kind =
        switch (aspect) {
          case STATIC_VALUE, STRUCTURE -> MissKind.STRUCTURE;
          case CONFIGURATION -> MissKind.CONTEXT;
          default -> MissKind.TYPES;
        };
    return new EngineEvent.CacheMiss(
        function, at(call), at(definition), kind, List.of(new Difference(aspect, path, now, before)), 0);
  }

  /// The advice on a script, given the misses it had.
  static List<Advice> advice(String script, EngineEvent... events) {
    Recompilations recompilations = new Recompilations();
    for (EngineEvent e : events) {
      recompilations.add(e);
    }
    Advisor advisor = new Advisor(f -> f.equals(FILE) ? Optional.of(script) : Optional.empty());
    return advisor.advise(recompilations.functions().getFirst());
  }

  /// The script after the only fix.
  static Optional<String> fixed(String script, EngineEvent... events) {
    return Optional.ofNullable(advice(script, events).getFirst().fix()).map(f -> f.applyTo(script));
  }
}
