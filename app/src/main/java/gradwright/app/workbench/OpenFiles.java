package gradwright.app.workbench;

import gradwright.app.editor.EditorArea;
import gradwright.app.editor.OpenTabs;
import gradwright.app.editor.document.EditorThreads;
import gradwright.app.project.ProjectModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// Remembers which files are open in a project and where people are in them, and opens them again: when the window starts, and
/// when another project takes the place of this one.
final class OpenFiles {
  /// Carets and scroll bars move all the time; a look now and again is enough.
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ProjectModel projects;
  private final EditorArea area;
  private final OpenFilesStore store;
  private final EditorThreads threads;
  private final ChangeListener<@Nullable Path> switching = (_, was, is) -> switched(was, is);
  private OpenTabs kept = OpenTabs.NONE;
  private int restoring;
  private boolean ended;

  OpenFiles(ProjectModel projects, EditorArea area, OpenFilesStore store, EditorThreads threads) {
    this.projects = projects;
    this.area = area;
    this.store = store;
    this.threads = threads;
  }

  /// Opens what was open, and what was not saved; remembers from now on.
  void start() {
    projects.rootProperty().addListener(switching);
    await(area.restore(store.load(project())));
    look();
  }

  private Optional<Path> project() {
    return Optional.ofNullable(projects.rootProperty().get());
  }

  /// Until all is open again, what is open is not what is to be remembered.
  private void await(CompletableFuture<Void> opened) {
    restoring++;
    opened.whenComplete((_, _) -> restoring--);
  }

  private void look() {
    if (ended) {
      return;
    }
    Optional<Path> project = project();
    OpenTabs now = area.openTabs();
    if (restoring == 0 && !now.equals(kept)) {
      kept = now;
      threads.background(() -> save(project, now));
    }
    threads.after(LOOK, this::look);
  }

  /// Files that belong to no project, or to one that was closed, stay open.
  private void switched(@Nullable Path was, @Nullable Path is) {
    if (restoring == 0) {
      save(Optional.ofNullable(was), area.openTabs());
    }
    if (is != null) {
      if (was != null) {
        area.closeSaved(file -> file.startsWith(is));
      }
      await(area.openAgain(store.load(project())));
    }
  }

  /// The window closes.
  void end() {
    ended = true;
    projects.rootProperty().removeListener(switching);
    if (restoring == 0) {
      save(project(), area.openTabs());
    }
  }

  private void save(Optional<Path> project, OpenTabs tabs) {
    try {
      store.save(project, tabs);
    } catch (IOException e) {
      // The settings have told already that their folder cannot be written.
      System.getLogger("gradwright.app").log(System.Logger.Level.WARNING, "the open files cannot be remembered", e);
    }
  }
}
