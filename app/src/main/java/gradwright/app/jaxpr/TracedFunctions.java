package gradwright.app.jaxpr;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// What a run traced, gathered from its events, and which of it a filter lets through.
final class TracedFunctions {
  private static final int TOLD = 2;

  private final ObservableList<TracedFunction> all = FXCollections.observableArrayList();
  private final FilteredList<TracedFunction> shown = new FilteredList<>(all);
  private final StringProperty filter = new SimpleStringProperty("");
  private final Map<Integer, Integer> rowOf = new HashMap<>();
  private final Map<String, Integer> traces = new HashMap<>();
  private final Map<Integer, Map<Integer, Place>> kernels = new HashMap<>();

  /// Misses whose functions are being traced, outermost first.
  private final List<EngineEvent.CacheMiss> tracing = new ArrayList<>();

  TracedFunctions() {
    filter.addListener((o, before, now) -> applyFilter(now.strip().toLowerCase(Locale.ROOT)));
  }

  private void applyFilter(String wanted) {
    shown.setPredicate(
        wanted.isEmpty()
            ? null
            : f -> f.function().toLowerCase(Locale.ROOT).contains(wanted) || fileOf(f).contains(wanted));
  }

  private static String fileOf(TracedFunction f) {
    return f.place().isKnown() ? f.place().frame().file().toLowerCase(Locale.ROOT) : "";
  }

  ObservableList<TracedFunction> shown() {
    return shown;
  }

  StringProperty filter() {
    return filter;
  }

  /// The program of this number, or null where the run did not trace it.
  @Nullable TracedFunction of(int program) {
    Integer row = rowOf.get(program);
    return row == null ? null : all.get(row);
  }

  void clear() {
    all.clear();
    rowOf.clear();
    traces.clear();
    kernels.clear();
    tracing.clear();
  }

  /// Takes what the engine did.
  void accept(EventBatch batch) {
    Map<Integer, TracedFunction> changed = new HashMap<>();
    for (EngineEvent event : batch.events()) {
      switch (event) {
        case EngineEvent.CacheMiss e -> tracing.add(e);
        case EngineEvent.Traced e -> add(e);
        case EngineEvent.CacheHit e when newest(changed, e.program()) instanceof TracedFunction f ->
            changed.put(e.program(), f.called());
        case EngineEvent.Lowered e when newest(changed, e.program()) instanceof TracedFunction f ->
            changed.put(e.program(), f.compiling(e.nanos()));
        case EngineEvent.Compiled e -> {
          // Operations outside jit have kernels too, of programs that nobody traced.
          kernels.put(
              e.program(), e.kernels().stream().collect(Collectors.toMap(Kernel::id, Kernel::place, (x, y) -> x)));
          if (newest(changed, e.program()) instanceof TracedFunction f) {
            changed.put(e.program(), f.compiling(e.nanos()));
          }
        }
        default -> {}
      }
    }
    changed.forEach((program, f) -> all.set(rowOf.getOrDefault(program, 0), f));
  }

  /// The line that most of a kernel comes from.
  Place placeOfKernel(int program, int kernel) {
    return kernels.getOrDefault(program, Map.of()).getOrDefault(kernel, Place.UNKNOWN);
  }

  private @Nullable TracedFunction newest(Map<Integer, TracedFunction> changed, int program) {
    TracedFunction f = changed.get(program);
    return f != null ? f : of(program);
  }

  private void add(EngineEvent.Traced e) {
    int number = traces.merge(e.function(), 1, Integer::sum);
    rowOf.put(e.program(), all.size());
    all.add(
        new TracedFunction(e.program(), e.function(), number, reasonOf(e), e.place(), e.equations(), 1, e.nanos(), 0));
  }

  private String reasonOf(EngineEvent.Traced e) {
    for (int i = tracing.size() - 1; i >= 0; i--) {
      EngineEvent.CacheMiss miss = tracing.get(i);
      if (miss.function().equals(e.function())) {
        // What missed later and is still open lay inside this trace and failed.
        tracing.subList(i, tracing.size()).clear();
        return reason(miss);
      }
    }
    return "";
  }

  private static String reason(EngineEvent.CacheMiss miss) {
    String told =
        miss.differences().stream()
            .limit(TOLD)
            .map(d -> d.path().isEmpty() ? d.now() : d.path() + ": " + d.now())
            .collect(Collectors.joining(", "));
    return miss.differences().size() > TOLD ? told + ", …" : told;
  }

  /// The function that a person most likely wants to see: the one of this name, or else the one that was called most.
  @Nullable TracedFunction likeliest(String name) {
    TracedFunction best = null;
    for (TracedFunction f : all) {
      boolean named = f.function().equals(name);
      boolean bestNamed = best != null && best.function().equals(name);
      if (best == null || (named && !bestNamed) || (named == bestNamed && f.calls() > best.calls())) {
        best = f;
      }
    }
    return best;
  }
}
