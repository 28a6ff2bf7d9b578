package gradwright.profiler.timeline;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The spans that belong to what is looked at.
///
/// @param rows for each lane and row of the timeline, those of its spans that do
public record Highlight(Focus focus, List<List<LaneRow>> rows) {

  /// Finds them; a few milliseconds for a million spans.
  public static Highlight of(Focus focus, Timeline timeline) {
    List<List<LaneRow>> rows = new ArrayList<>();
    for (Lane lane : timeline.lanes()) {
      RowLayout.Choice choice = choice(focus, timeline, lane);
      rows.add(lane.rows().stream().map(row -> RowLayout.chosen(row, choice)).toList());
    }
    return new Highlight(focus, List.copyOf(rows));
  }

  public boolean isEmpty() {
    return rows.stream().allMatch(lane -> lane.stream().allMatch(row -> row.size() == 0));
  }

  private static RowLayout.Choice choice(Focus focus, Timeline timeline, Lane lane) {
    Recording recording = timeline.recording();
    if (lane.kind() == LaneKind.KERNELS) {
      BitSet kernels = kernels(focus, recording);
      Runs runs = recording.runs().get(lane.device());
      return kernels.isEmpty() ? _ -> false : item -> contains(kernels, runs.kernel(item));
    }
    if (!(focus instanceof Focus.Line line)) {
      return _ -> false;
    }
    return switch (lane.kind()) {
      case TRACING -> item -> isAt(timeline.traced().get(item).place(), line);
      case LOWERING -> item -> isDefinedAt(timeline, timeline.lowered().get(item).program(), line);
      case COMPILING -> item -> isDefinedAt(timeline, timeline.compiled().get(item).program(), line);
      case DISPATCH -> {
        BitSet places = placesAt(recording, line);
        yield item -> places.get(recording.dispatches().place(item));
      }
      case TRANSFER -> {
        BitSet places = placesAt(recording, line);
        yield item -> places.get(recording.transfers().place(item));
      }
      case KERNELS -> throw new IllegalStateException("handled above");
    };
  }

  private static BitSet kernels(Focus focus, Recording recording) {
    return switch (focus) {
      case Focus.None() -> new BitSet();
      case Focus.Line(String file, int line) -> recording.catalogue().kernelsAt(file, line);
      case Focus.OfEquation(int program, int equation) -> recording.catalogue().kernelsOf(program, equation);
      case Focus.OfKernel(int _, int kernel) -> {
        BitSet one = new BitSet();
        if (kernel >= 0) {
          one.set(kernel);
        }
        yield one;
      }
    };
  }

  private static boolean contains(BitSet kernels, int kernel) {
    return kernel >= 0 && kernels.get(kernel);
  }

  private static boolean isDefinedAt(Timeline timeline, int program, Focus.Line line) {
    return isAt(timeline.definitions().getOrDefault(program, Place.UNKNOWN), line);
  }

  private static boolean isAt(Place place, Focus.Line line) {
    return place.isKnown() && place.frame().line() == line.line() && place.frame().file().equals(line.file());
  }

  private static BitSet placesAt(Recording recording, Focus.Line line) {
    BitSet places = new BitSet();
    for (int i = 0; i < recording.places().size(); i++) {
      places.set(i, isAt(recording.place(i), line));
    }
    return places;
  }
}
