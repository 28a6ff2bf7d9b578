package gradwright.app.layout;

import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;

/// Lets a list and its details stand side by side where the panel is wide, and one above the other where it is narrow, with a
/// divider position for each that a person's own moves replace.
public final class AdaptiveSplit {
  private final SplitPane pane;
  private final double narrow;
  private double beside;
  private double above;

  private AdaptiveSplit(SplitPane pane, double narrow, double beside, double above) {
    this.pane = pane;
    this.narrow = narrow;
    this.beside = beside;
    this.above = above;
  }

  /// @param narrow the width in pixels below which the parts stand one above the other
  /// @param beside the first part's share of the width
  /// @param above the first part's share of the height
  public static void of(SplitPane pane, double narrow, double beside, double above) {
    AdaptiveSplit split = new AdaptiveSplit(pane, narrow, beside, above);
    pane.setDividerPositions(beside);
    pane.widthProperty().addListener((o, before, now) -> split.widthChanged(now.doubleValue()));
  }

  private void widthChanged(double width) {
    Orientation wanted = width < narrow ? Orientation.VERTICAL : Orientation.HORIZONTAL;
    if (width <= 0 || wanted == pane.getOrientation()) {
      return;
    }
    double position = pane.getDividerPositions()[0];
    if (wanted == Orientation.VERTICAL) {
      beside = position;
    } else {
      above = position;
    }
    pane.setOrientation(wanted);
    pane.setDividerPositions(wanted == Orientation.VERTICAL ? above : beside);
  }
}
