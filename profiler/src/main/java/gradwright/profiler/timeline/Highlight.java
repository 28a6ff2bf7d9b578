package gradwright.profiler.timeline;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.store.Recording;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The spans that belong to what is looked at.
///
/// @param rows for each lane and row of the timeline, those of its spans that do
public record Highlight(Focus focus, List<List<LaneRow>> rows) {

  /// Finds them; the time depends on how many there are, not on how many spans the timeline has.
  public static Highlight of(Focus focus, Timeline timeline) {
    BitSet kernels = kernels(focus, timeline.recording());
    BitSet places = placesAt(timeline.recording(), focus);
    List<List<LaneRow>> rows = new ArrayList<>();
    for (Lane lane : timeline.lanes()) {
      rows.add(
          switch (lane.kind()) {
            case KERNELS -> chosen(lane, kernels);
            case DISPATCH, TRANSFER -> chosen(lane, places);
            case TRACING, LOWERING, COMPILING -> {
              RowLayout.Choice choice = choice(focus, timeline, lane.kind());
              yield lane.rows().stream().map(row -> RowLayout.chosen(row, choice)).toList();
            }
          });
    }
    return new Highlight(focus, List.copyOf(rows));
  }

  private static List<LaneRow> chosen(Lane lane, BitSet keys) {
    List<LaneRow> rows = new ArrayList<>();
    for (int i = 0; i < lane.rows().size(); i++) {
      rows.add(lane.rows().get(i).only(lane.indices().get(i).of(keys)));
    }
    return List.copyOf(rows);
  }

  public boolean isEmpty() {
    return rows.stream().allMatch(lane -> lane.stream().allMatch(row -> row.size() == 0));
  }

  private static RowLayout.Choice choice(Focus focus, Timeline timeline, LaneKind kind) {
    if (!(focus instanceof Focus.Line line)) {
      return _ -> false;
    }
    return switch (kind) {
      case TRACING -> item -> isAt(timeline.traced().get(item).place(), line);
      case LOWERING -> item -> isDefinedAt(timeline, timeline.lowered().get(item).program(), line);
      case COMPILING -> item -> isDefinedAt(timeline, timeline.compiled().get(item).program(), line);
      case DISPATCH, TRANSFER, KERNELS -> throw new IllegalStateException(kind + " has indices");
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

  private static boolean isDefinedAt(Timeline timeline, int program, Focus.Line line) {
    return isAt(timeline.definitions().getOrDefault(program, Place.UNKNOWN), line);
  }

  private static boolean isAt(Place place, Focus.Line line) {
    return place.isKnown() && place.frame().line() == line.line() && place.frame().file().equals(line.file());
  }

  private static BitSet placesAt(Recording recording, Focus focus) {
    BitSet places = new BitSet();
    if (focus instanceof Focus.Line line) {
      for (int i = 0; i < recording.places().size(); i++) {
        places.set(i, isAt(recording.place(i), line));
      }
    }
    return places;
  }
}
