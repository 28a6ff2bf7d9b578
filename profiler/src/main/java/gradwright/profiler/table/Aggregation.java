package gradwright.profiler.table;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.quantity.Achieved;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.store.Catalogue;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.profiler.timeline.OwnTimes;
import gradwright.profiler.timeline.Range;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up a recording.
public final class Aggregation {
  private static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /// What rows are told apart by, and what they show of it.
  private record Group(String name, String detail, Place place, Focus focus) {}

  private static final class Sum {
    private long count;
    private double nanos;
    private double bytes;
    private double flops;
    private double compile;
  }

  private final Recording recording;
  private final Catalogue catalogue;
  private final Grouping grouping;
  private final Map<Integer, Place> definitions = new HashMap<>();
  private final Map<Group, Sum> sums = new HashMap<>();

  private Aggregation(Recording recording, Grouping grouping) {
    this.recording = recording;
    this.catalogue = recording.catalogue();
    this.grouping = grouping;
  }

  /// Adds up everything.
  public static List<Aggregate> of(Recording recording, Grouping grouping, @Nullable EngineInfo machine) {
    return of(recording, grouping, machine, ALL);
  }

  /// Adds up what happened in a range of time; the longest comes first. Tens of milliseconds for a million runs.
  public static List<Aggregate> of(Recording recording, Grouping grouping, @Nullable EngineInfo machine, Range range) {
    Aggregation aggregation = new Aggregation(recording, grouping);
    aggregation.addCompilation(range);
    aggregation.addRuns(range);
    return aggregation.rows(machine);
  }

  private void addCompilation(Range range) {
    for (EngineEvent event : recording.events()) {
      if (event instanceof EngineEvent.Traced traced) {
        definitions.put(traced.program(), traced.place());
      }
    }
    if (grouping == Grouping.KERNEL) {
      return;
    }
    for (EngineEvent event : recording.events()) {
      if (event.start() < range.from() || event.start() >= range.to()) {
        continue;
      }
      switch (event) {
        case EngineEvent.Traced e -> addCompilation(e.program(), e.nanos());
        case EngineEvent.Lowered e -> addCompilation(e.program(), e.nanos());
        case EngineEvent.Compiled e -> addCompilation(e.program(), e.nanos());
        default -> {}
      }
    }
  }

  private void addCompilation(int program, long nanos) {
    Place place = definitions.getOrDefault(program, Place.UNKNOWN);
    Group group = grouping == Grouping.LINE ? line(place) : function(program);
    sums.computeIfAbsent(group, _ -> new Sum()).compile += nanos;
  }

  private void addRuns(Range range) {
    Map<Integer, Sum> kernels = new HashMap<>();
    for (Runs runs : recording.runs()) {
      OwnTimes.visit(
          runs,
          range,
          (run, own) -> {
            Sum sum = kernels.computeIfAbsent(runs.kernel(run), _ -> new Sum());
            sum.count++;
            sum.nanos += own;
          });
    }
    kernels.forEach((id, of) -> {
      Kernel kernel = catalogue.kernel(id);
      Sum sum = sums.computeIfAbsent(group(kernel), _ -> new Sum());
      sum.count += of.count;
      sum.nanos += of.nanos;
      sum.bytes += of.count * kernel.bytes();
      sum.flops += of.count * kernel.flops();
    });
  }

  private Group group(Kernel kernel) {
    return switch (grouping) {
      case KERNEL ->
          new Group(
              kernel.name(),
              catalogue.function(kernel.program()) + ", " + kernel.kind().name().toLowerCase(Locale.ROOT),
              kernel.place(),
              new Focus.OfKernel(kernel.program(), kernel.id()));
      case FUNCTION -> function(kernel.program());
      case LINE -> line(kernel.place());
    };
  }

  /// Programs of one function, for other types or static arguments, come together.
  private Group function(int program) {
    Place place = definitions.getOrDefault(program, Place.UNKNOWN);
    return new Group(catalogue.function(program), Places.shortLine(place), place, Places.focus(place));
  }

  private static Group line(Place place) {
    if (!place.isKnown()) {
      return new Group("unknown", "", Place.UNKNOWN, new Focus.None());
    }
    Place.Frame frame = place.frame();
    // Columns and callers differ where the line is the same.
    Place.Frame line = new Place.Frame(frame.file(), frame.line(), 0, frame.line(), 0, frame.function());
    Place only = new Place(List.of(line));
    return new Group(Places.shortLine(only), frame.function(), only, Places.focus(only));
  }

  private List<Aggregate> rows(@Nullable EngineInfo machine) {
    double all = sums.values().stream().mapToDouble(s -> s.nanos).sum();
    List<Aggregate> rows = new ArrayList<>();
    sums.forEach((group, sum) -> {
      Achieved achieved = Achieved.of(sum.flops, sum.bytes, sum.nanos, machine);
      rows.add(
          new Aggregate(
              group.name(),
              group.detail(),
              sum.count,
              sum.nanos,
              all > 0 ? sum.nanos / all : 0,
              sum.bytes,
              sum.flops,
              achieved.share(),
              achieved.isMemoryBound(),
              sum.compile,
              group.place(),
              group.focus()));
    });
    rows.sort(
        Comparator.comparingDouble(Aggregate::nanos)
            .thenComparingDouble(Aggregate::compileNanos)
            .reversed()
            .thenComparing(Aggregate::name));
    return List.copyOf(rows);
  }
}
