package gradwright.profiler.timeline;

import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.profiler.store.Spans;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Compiled;
import gradwright.protocol.EngineEvent.Lowered;
import gradwright.protocol.EngineEvent.Traced;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;

/// A recording laid out in lanes: what the host does, then the kernels of each device. Never changes.
///
/// @param start of the first span
/// @param end of the last span; equal to `start` where there is none
public record Timeline(
    Recording recording,
    List<Lane> lanes,
    List<Traced> traced,
    List<Lowered> lowered,
    List<Compiled> compiled,
    Map<Integer, Place> definitions,
    long start,
    long end) {

  public static final Timeline EMPTY = of(Recording.EMPTY);

  private record EventSpans<E extends EngineEvent>(List<E> events, ToLongFunction<E> nanosOf) implements Spans {
    @Override
    public int size() {
      return events.size();
    }

    @Override
    public long start(int index) {
      return events.get(index).start();
    }

    @Override
    public long nanos(int index) {
      return nanosOf.applyAsLong(events.get(index));
    }
  }

  /// Lays out a recording; takes some tens of milliseconds for a million events, so not on a window's thread.
  public static Timeline of(Recording recording) {
    List<Traced> traced = only(recording, Traced.class);
    List<Lowered> lowered = only(recording, Lowered.class);
    // What takes no time only tells of kernels that are made while a program runs.
    List<Compiled> compiled = only(recording, Compiled.class).stream().filter(c -> c.nanos() > 0).toList();
    List<Lane> lanes = new ArrayList<>();
    add(lanes, LaneKind.TRACING, new EventSpans<>(traced, Traced::nanos));
    add(lanes, LaneKind.LOWERING, new EventSpans<>(lowered, Lowered::nanos));
    add(lanes, LaneKind.COMPILING, new EventSpans<>(compiled, Compiled::nanos));
    add(lanes, LaneKind.DISPATCH, recording.dispatches(), recording.dispatches()::place);
    add(lanes, LaneKind.TRANSFER, recording.transfers(), recording.transfers()::place);
    for (int device = 0; device < recording.runs().size(); device++) {
      Runs runs = recording.runs().get(device);
      if (runs.size() > 0) {
        lanes.add(
            Lane.of(recording.devices().get(device), LaneKind.KERNELS, device, RowLayout.rows(runs), runs::kernel));
      }
    }
    Map<Integer, Place> definitions = new HashMap<>();
    traced.forEach(t -> definitions.put(t.program(), t.place()));
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (Lane lane : lanes) {
      for (LaneRow row : lane.rows()) {
        start = Math.min(start, row.start(0));
        end = Math.max(end, row.end(row.size() - 1));
      }
    }
    return new Timeline(
        recording,
        List.copyOf(lanes),
        traced,
        lowered,
        compiled,
        Map.copyOf(definitions),
        lanes.isEmpty() ? 0 : start,
        lanes.isEmpty() ? 0 : end);
  }

  private static <E extends EngineEvent> List<E> only(Recording recording, Class<E> type) {
    return recording.events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static void add(List<Lane> lanes, LaneKind kind, Spans spans) {
    if (spans.size() > 0) {
      lanes.add(Lane.of(kind.text(), kind, -1, RowLayout.rows(spans)));
    }
  }

  private static void add(List<Lane> lanes, LaneKind kind, Spans spans, IntUnaryOperator keyOf) {
    if (spans.size() > 0) {
      lanes.add(Lane.of(kind.text(), kind, -1, RowLayout.rows(spans), keyOf));
    }
  }

  public boolean isEmpty() {
    return lanes.isEmpty();
  }

  /// Spans in all lanes.
  public long size() {
    return lanes.stream().mapToLong(Lane::size).sum();
  }

  public LaneRow row(Lane.Position position) {
    return lanes.get(position.lane()).rows().get(position.row());
  }

  /// Describes a span.
  public Slice slice(Lane.Position position) {
    return new SliceMaker(this).slice(position);
  }
}
