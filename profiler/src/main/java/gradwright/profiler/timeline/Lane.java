package gradwright.profiler.timeline;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// One line of activity, of the host or a device.
///
/// @param name what people read beside it
/// @param device the number of the device in the recording, -1 for the host
/// @param rows one, and more where spans overlap
/// @param indices of each row, by kernel or place; none for lanes with few spans
public record Lane(String name, LaneKind kind, int device, List<LaneRow> rows, List<SpanIndex> indices) {
  static Lane of(String name, LaneKind kind, int device, List<LaneRow> rows) {
    return new Lane(name, kind, device, rows, List.of());
  }

  static Lane of(String name, LaneKind kind, int device, List<LaneRow> rows, IntUnaryOperator keyOf) {
    return new Lane(name, kind, device, rows, rows.stream().map(row -> new SpanIndex(row, keyOf)).toList());
  }

  /// A span of a lane.
  public record Position(int lane, int row, int index) {}

  public int size() {
    return rows.stream().mapToInt(LaneRow::size).sum();
  }
}
