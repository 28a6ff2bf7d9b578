package gradwright.profiler.view;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.timeline.TimelineModel;
import java.util.function.Consumer;

/// What a person does with a timeline, step by step.
final class ViewStory {
  private final TimelineModel model;
  private final FocusModel focus;
  private final Consumer<String> look;

  ViewStory(ProfilerView view, FocusModel focus, Consumer<String> look) {
    model = view.timeline().model();
    this.focus = focus;
    this.look = look;
  }

  Void tell() {
    look.accept("timeline-all");
    double middle = (model.timeline().start() + model.timeline().end()) / 2.0;
    model.viewport().show(new Range(middle + 40e6, middle + 40.6e6));
    model.panPixels(0);
    look.accept("timeline-zoomed");
    model.hover(model.hit(300, model.stack().bars().size() - 1));
    model.hover(model.hit(300, 5));
    look.accept("timeline-hover");
    model.hover(null);
    focus.set(new Focus.OfKernel(0, 0), this);
    look.accept("timeline-focus");
    focus.set(new Focus.None(), this);
    model.select(new Range(middle + 40.1e6, middle + 40.4e6));
    model.fit();
    model.select(new Range(middle, middle + 60e6));
    return null;
  }
}
