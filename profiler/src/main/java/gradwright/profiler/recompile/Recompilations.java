package gradwright.profiler.recompile;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers cache hits and misses by function and attributes tracing, lowering and compiling to the misses that caused them.
/// Give it a run's events in order; not for several threads.
public final class Recompilations {
  private final Map<String, Calls> functions = new LinkedHashMap<>();
  private final Map<Integer, OpenMiss> byProgram = new HashMap<>();

  /// Misses whose function is being traced, outermost first.
  private final List<OpenMiss> tracing = new ArrayList<>();

  /// Traces that no later one enclosed, in order of their ends; an enclosing trace ends last.
  private final List<EngineEvent.Traced> enclosed = new ArrayList<>();

  /// Takes one event; those of other kinds are ignored.
  public void add(EngineEvent event) {
    switch (event) {
      case EngineEvent.CacheMiss e -> miss(e);
      case EngineEvent.CacheHit e -> callsOf(e).hits++;
      case EngineEvent.Traced e -> traced(e);
      case EngineEvent.Lowered e -> {
        OpenMiss m = byProgram.get(e.program());
        if (m != null) {
          m.lowerNanos += e.nanos();
        }
      }
      case EngineEvent.Compiled e -> {
        OpenMiss m = byProgram.get(e.program());
        if (m != null) {
          m.compileNanos += e.nanos();
          m.fromDisk = e.fromDisk();
        }
      }
      default -> {}
    }
  }

  /// Forgets everything, for a new run.
  public void clear() {
    functions.clear();
    byProgram.clear();
    tracing.clear();
    enclosed.clear();
  }

  /// The functions so far, those first that lost most time by recompilation, then those that took most.
  public List<FunctionHistory> functions() {
    return functions.values().stream()
        .map(Calls::history)
        .sorted(
            Comparator.comparingLong(FunctionHistory::lostNanos).thenComparingLong(FunctionHistory::nanos).reversed())
        .toList();
  }

  private void miss(EngineEvent.CacheMiss e) {
    OpenMiss miss = new OpenMiss(e);
    functions
        .computeIfAbsent(key(e.function(), e.definition()), k -> new Calls(e.function(), e.definition()))
        .misses
        .add(miss);
    tracing.add(miss);
  }

  private Calls callsOf(EngineEvent.CacheHit e) {
    OpenMiss miss = byProgram.get(e.program());
    if (miss != null) {
      return functions.computeIfAbsent(
          key(miss.event.function(), miss.event.definition()),
          k -> new Calls(miss.event.function(), miss.event.definition()));
    }
    return functions.computeIfAbsent(e.function(), k -> new Calls(e.function(), Place.UNKNOWN));
  }

  private void traced(EngineEvent.Traced e) {
    long own = e.nanos();
    while (!enclosed.isEmpty() && enclosed.getLast().start() >= e.start()) {
      own -= enclosed.removeLast().nanos();
    }
    enclosed.add(e);
    for (int i = tracing.size() - 1; i >= 0; i--) {
      OpenMiss miss = tracing.get(i);
      if (miss.event.function().equals(e.function())) {
        miss.program = e.program();
        miss.traceNanos = Math.max(0, own);
        byProgram.put(e.program(), miss);
        // What missed later and is still open lay inside this trace and failed.
        tracing.subList(i, tracing.size()).clear();
        return;
      }
    }
  }

  private static String key(String function, Place definition) {
    return definition.isKnown()
        ? function + '@' + definition.frame().file() + ':' + definition.frame().line()
        : function;
  }

  private static final class Calls {
    private final String function;
    private final Place definition;
    private final List<OpenMiss> misses = new ArrayList<>();
    private long hits;

    Calls(String function, Place definition) {
      this.function = function;
      this.definition = definition;
    }

    FunctionHistory history() {
      return new FunctionHistory(function, definition, hits, misses.stream().map(OpenMiss::close).toList());
    }
  }

  private static final class OpenMiss {
    private final EngineEvent.CacheMiss event;
    private int program = -1;
    private long traceNanos;
    private long lowerNanos;
    private long compileNanos;
    private boolean fromDisk;

    OpenMiss(EngineEvent.CacheMiss event) {
      this.event = event;
    }

    Miss close() {
      return new Miss(
          event.function(),
          event.place(),
          event.definition(),
          event.kind(),
          event.differences(),
          event.start(),
          program,
          traceNanos,
          lowerNanos,
          compileNanos,
          fromDisk);
    }
  }
}
