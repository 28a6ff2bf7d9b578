package gradwright.profiler.store;

import gradwright.protocol.EngineInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the profiler's panels show: what a store holds, or a profile that was opened from a file. Safe for any thread.
public final class ProfileSource {
  private final EventStore store;
  private final Supplier<@Nullable EngineInfo> machine;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Profile opened;

  /// `machine` tells of the engine that fills the store, null while that is not known.
  public ProfileSource(EventStore store, Supplier<@Nullable EngineInfo> machine) {
    this.store = store;
    this.machine = machine;
    store.listen(() -> {
      if (opened == null) {
        tell();
      }
    });
  }

  /// Shows a profile instead of the store.
  public void open(Profile profile) {
    opened = profile;
    tell();
  }

  /// Shows the store again.
  public void close() {
    opened = null;
    tell();
  }

  /// The profile that is shown instead of the store, or null.
  public @Nullable Profile opened() {
    return opened;
  }

  public Recording recording() {
    Profile profile = opened;
    return profile == null ? store.recording() : profile.recording();
  }

  public @Nullable EngineInfo machine() {
    Profile profile = opened;
    return profile == null ? machine.get() : profile.machine();
  }

  /// Both together.
  public Profile profile() {
    Profile profile = opened;
    return profile == null ? new Profile("", store.recording(), machine.get()) : profile;
  }

  /// Adds a listener that is told on some thread that there is something else to show; running the result removes it.
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }
}
