package gradwright.profiler.view.timeline;

import gradwright.profiler.timeline.LaneRow;
import gradwright.profiler.timeline.Viewport;
import org.jspecify.annotations.Nullable;

/// What each pixel of the screen shows of a row; found again only when the row or the view is another, so that what only changes
/// colours costs little. Its memory is used again.
final class RowLook {
  private int[] indices = new int[0];
  private float[] shares = new float[0];
  private @Nullable LaneRow row;
  private double from;
  private double step;

  /// Looks at a row with `width` pixels of `scale` for each pixel of the view.
  void at(LaneRow next, Viewport viewport, int width, double scale) {
    double nextStep = viewport.step() / scale;
    if (next == row && indices.length == width && from == viewport.from() && step == nextStep) {
      return;
    }
    if (indices.length != width) {
      indices = new int[width];
      shares = new float[width];
    }
    row = next;
    from = viewport.from();
    step = nextStep;
    next.pixels(from, step, indices, shares);
  }

  /// The span of each pixel of the screen, -1 where there is none.
  int[] indices() {
    return indices;
  }

  /// The share of each pixel that spans take.
  float[] shares() {
    return shares;
  }
}
