package gradwright.app.project;

import gradwright.app.project.ProjectFiles.FileEntry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The open folder and its files. Used on the window's thread.
public final class ProjectModel {
  private final Executor window;
  private final ReadOnlyObjectWrapper<@Nullable Path> root = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable FileEntry> tree = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Presence> presence = new ReadOnlyObjectWrapper<>(Presence.NONE);
  private @Nullable FolderWatch watch;

  /// Whether there is something to show.
  public enum Presence {
    /// No folder is open.
    NONE,
    READING,
    PRESENT,
    /// The folder was deleted, renamed or cannot be read; it is shown again once it is back.
    GONE
  }

  public ProjectModel(Executor window) {
    this.window = window;
  }

  /// The open folder, or null.
  public ReadOnlyObjectProperty<@Nullable Path> rootProperty() {
    return root.getReadOnlyProperty();
  }

  /// Its files, as last read; null until then.
  public ReadOnlyObjectProperty<@Nullable FileEntry> treeProperty() {
    return tree.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Presence> presenceProperty() {
    return presence.getReadOnlyProperty();
  }

  /// Shows a folder instead of the one that is open, if any.
  public void open(Path folder) {
    endWatch();
    Path absolute = folder.toAbsolutePath().normalize();
    FolderWatch[] self = new FolderWatch[1];
    FolderWatch next =
        new FolderWatch(
            absolute, t -> window.execute(() -> show(self[0], t)), () -> window.execute(() -> vanish(self[0])));
    self[0] = next;
    watch = next;
    tree.set(null);
    presence.set(Presence.READING);
    root.set(absolute);
    next.start();
  }

  private void show(FolderWatch from, FileEntry read) {
    if (from == watch) {
      tree.set(read);
      presence.set(Presence.PRESENT);
    }
  }

  private void vanish(FolderWatch from) {
    if (from == watch) {
      tree.set(null);
      presence.set(Presence.GONE);
    }
  }

  public void close() {
    endWatch();
    root.set(null);
    tree.set(null);
    presence.set(Presence.NONE);
  }

  private void endWatch() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  /// The folder whose trust decides over a file: the open one where the file is in it, else the file's own.
  public Optional<Path> scope(Path file) {
    Path folder = root.get();
    Path absolute = file.toAbsolutePath().normalize();
    return folder != null && absolute.startsWith(folder)
        ? Optional.of(folder)
        : Optional.ofNullable(absolute.getParent());
  }
}
