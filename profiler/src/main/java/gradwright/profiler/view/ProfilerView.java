package gradwright.profiler.view;

import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.view.flame.FlameView;
import gradwright.profiler.view.memory.MemoryView;
import gradwright.profiler.view.table.AggregateView;
import gradwright.profiler.view.timeline.TimelineView;
import gradwright.protocol.EngineInfo;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The profiler's panel: the timeline, the table, the flame graph and memory, all of one recording. The parts may also be
/// shown apart, with one [ProfileSource].
public final class ProfilerView extends BorderPane {
  private final ProfileSource source;
  private final TimelineView timeline;
  private final AggregateView table;
  private final FlameView flame;
  private final MemoryView memory;
  private final FileBar files;
  private final TabPane tabs = new TabPane();

  /// Shows what `store` holds; `machine` tells of its engine, null while that is not known.
  public ProfilerView(EventStore store, FocusModel focus, Supplier<@Nullable EngineInfo> machine) {
    source = new ProfileSource(store, machine);
    timeline = new TimelineView(source, focus);
    table = new AggregateView(source, focus);
    flame = new FlameView(source, focus);
    memory = new MemoryView(source, focus);
    timeline.model().listen(() -> table.setRange(timeline.model().selection()));
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().add("gw-tabs");
    add("Timeline", timeline);
    add("Kernels", table);
    add("Flame", flame);
    add("Memory", memory);
    tabs.getSelectionModel().selectedIndexProperty().addListener(_ -> seenChanged());
    sceneProperty().addListener(_ -> seenChanged());
    seenChanged();
    files = new FileBar(source);
    HBox buttons = files.buttons();
    buttons.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    buttons.setPickOnBounds(false);
    StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
    setTop(files.notice());
    setCenter(new StackPane(tabs, buttons));
  }

  /// Only the tab that is open does any work, and only while the panel is in a window.
  private void seenChanged() {
    int open = getScene() == null ? -1 : tabs.getSelectionModel().getSelectedIndex();
    timeline.setActive(open == 0);
    table.setActive(open == 1);
    flame.setActive(open == 2);
    memory.setActive(open == 3);
  }

  private void add(String name, Node content) {
    Tab tab = new Tab(name, content);
    tab.setId("profiler-" + name.toLowerCase(Locale.ROOT));
    tabs.getTabs().add(tab);
  }

  /// Offers buttons that ask for files.
  public void setDialogs(ProfileDialogs dialogs) {
    files.setDialogs(dialogs);
  }

  /// Shows a profile from a file instead of the store; the panel tells when that fails.
  public CompletableFuture<Void> open(Path file) {
    return files.open(file);
  }

  /// Saves what is shown in Gradwright's own format.
  public CompletableFuture<Void> save(Path file) {
    return files.save(file);
  }

  /// Writes what is shown as a trace for Chrome and Perfetto.
  public CompletableFuture<Void> exportTrace(Path file) {
    return files.export(file);
  }

  public ProfileSource source() {
    return source;
  }

  public TimelineView timeline() {
    return timeline;
  }

  public AggregateView table() {
    return table;
  }

  public FlameView flame() {
    return flame;
  }

  public MemoryView memory() {
    return memory;
  }
}
