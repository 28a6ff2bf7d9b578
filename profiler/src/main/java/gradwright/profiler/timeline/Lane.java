package gradwright.profiler.timeline;

import java.util.List;

/// One line of activity, of the host or a device.
///
/// @param name what people read beside it
/// @param device the number of the device in the recording, -1 for the host
/// @param rows one, and more where spans overlap
public record Lane(String name, LaneKind kind, int device, List<LaneRow> rows) {

  /// A span of a lane.
  public record Position(int lane, int row, int index) {}

  public int size() {
    return rows.stream().mapToInt(LaneRow::size).sum();
  }
}
