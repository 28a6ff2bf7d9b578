package gradwright.profiler.view.timeline;

import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.timeline.Timeline;
import gradwright.profiler.timeline.TimelineModel;
import gradwright.profiler.view.canvas.ThemedCanvas;
import gradwright.profiler.view.canvas.Tools;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Buttons and figures above a timeline.
final class TimelineBar extends HBox {
  private final TimelineModel model;
  private final Label figures = new Label();
  private @Nullable Timeline told;

  TimelineBar(TimelineModel model) {
    this.model = model;
    getStyleClass().add("gw-bar");
    getStylesheets().add(ThemedCanvas.stylesheet());
    Region gap = new Region();
    setHgrow(gap, Priority.ALWAYS);
    getChildren()
        .addAll(
            Tools.button(Feather.ZOOM_IN, "Zoom in (W)", () -> model.zoom(1, middle())),
            Tools.button(Feather.ZOOM_OUT, "Zoom out (S)", () -> model.zoom(-1, middle())),
            Tools.button(Feather.MAXIMIZE, "Show everything (F)", model::fit),
            Tools.button(Feather.CROP, "Zoom to the selection (Z)", model::zoomToSelection),
            new KindLegend(),
            gap,
            figures);
    model.listen(this::changed);
    changed();
  }

  private double middle() {
    return (model.viewport().to() - model.viewport().from()) / model.viewport().step() / 2;
  }

  private void changed() {
    Timeline timeline = model.timeline();
    if (timeline == told) {
      return;
    }
    told = timeline;
    String text = timeline.isEmpty() ? "" : Quantities.count(timeline.size()) + " spans";
    long missing = timeline.recording().dropped() + timeline.recording().lost();
    figures.setText(missing == 0 ? text : text + ", the oldest " + Quantities.count(missing) + " were dropped");
  }
}
