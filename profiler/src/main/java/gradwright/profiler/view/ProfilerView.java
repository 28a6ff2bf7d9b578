package gradwright.profiler.view;

import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.view.timeline.TimelineView;
import gradwright.protocol.EngineInfo;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/// The profiler's panel: the timeline and what else is made of the same recording.
public final class ProfilerView extends BorderPane {
  private final ProfileSource source;
  private final TimelineView timeline;

  /// Shows what `store` holds; `machine` tells of its engine, null while that is not known.
  public ProfilerView(EventStore store, FocusModel focus, Supplier<@Nullable EngineInfo> machine) {
    source = new ProfileSource(store, machine);
    timeline = new TimelineView(source, focus);
    TabPane tabs = new TabPane(tab("Timeline", timeline));
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    setCenter(tabs);
  }

  private static Tab tab(String name, Node content) {
    return new Tab(name, content);
  }

  public ProfileSource source() {
    return source;
  }

  public TimelineView timeline() {
    return timeline;
  }
}
