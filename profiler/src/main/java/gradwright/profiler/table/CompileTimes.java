package gradwright.profiler.table;

import gradwright.profiler.store.Recording;
import gradwright.protocol.EngineEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What it took to make the programs of a function, in nanoseconds.
///
/// @param programs how many were traced
/// @param fromDisk how many compilations the disk cache answered
public record CompileTimes(
    String function, int programs, double tracing, double lowering, double compiling, int fromDisk) {

  public double total() {
    return tracing + lowering + compiling;
  }

  /// By function, the longest first.
  public static List<CompileTimes> of(Recording recording) {
    Map<String, CompileTimes> sums = new HashMap<>();
    for (EngineEvent event : recording.events()) {
      switch (event) {
        case EngineEvent.Traced e -> add(sums, new CompileTimes(e.function(), 1, e.nanos(), 0, 0, 0));
        case EngineEvent.Lowered e -> add(sums, new CompileTimes(e.function(), 0, 0, e.nanos(), 0, 0));
        case EngineEvent.Compiled e ->
            add(sums, new CompileTimes(e.function(), 0, 0, 0, e.nanos(), e.fromDisk() ? 1 : 0));
        default -> {}
      }
    }
    List<CompileTimes> rows = new ArrayList<>(sums.values());
    rows.removeIf(r -> r.total() <= 0);
    rows.sort(Comparator.comparingDouble(CompileTimes::total).reversed().thenComparing(CompileTimes::function));
    return List.copyOf(rows);
  }

  private static void add(Map<String, CompileTimes> sums, CompileTimes more) {
    sums.merge(
        more.function,
        more,
        (a, b) ->
            new CompileTimes(
                a.function,
                a.programs + b.programs,
                a.tracing + b.tracing,
                a.lowering + b.lowering,
                a.compiling + b.compiling,
                a.fromDisk + b.fromDisk));
  }
}
