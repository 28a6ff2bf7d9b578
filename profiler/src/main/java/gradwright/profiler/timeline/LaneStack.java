package gradwright.profiler.timeline;

import java.util.ArrayList;
import java.util.List;

/// Where the rows of lanes are from top to bottom.
///
/// @param bars top edges, in order
/// @param height of all
public record LaneStack(List<Bar> bars, double height) {
  public static final double BAR = 18;
  private static final double PITCH = 20;
  private static final double GAP = 8;

  /// A row's place.
  public record Bar(int lane, int row, double top) {
    public double bottom() {
      return top + BAR;
    }
  }

  public static LaneStack of(Timeline timeline) {
    List<Bar> bars = new ArrayList<>();
    double y = GAP / 2;
    for (int lane = 0; lane < timeline.lanes().size(); lane++) {
      for (int row = 0; row < timeline.lanes().get(lane).rows().size(); row++) {
        bars.add(new Bar(lane, row, y));
        y += PITCH;
      }
      y += GAP - (PITCH - BAR);
    }
    return new LaneStack(List.copyOf(bars), y);
  }

  /// The number of the bar at a height, or -1.
  public int at(double y) {
    for (int i = 0; i < bars.size(); i++) {
      if (y >= bars.get(i).top() && y < bars.get(i).bottom()) {
        return i;
      }
    }
    return -1;
  }
}
