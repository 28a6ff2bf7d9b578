package gradwright.app.project;

import gradwright.app.project.ProjectFiles.FileEntry;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Reads a folder, and again whenever something below it came or went, until it is closed.
final class FolderWatch implements AutoCloseable {
  private static final int WATCHED = 4_000;
  private static final long SETTLE_MILLIS = 150;
  private static final long CHECK_MILLIS = 2_000;

  private final Path root;
  private final Consumer<FileEntry> read;
  private final Runnable gone;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  /// Both are called on the watch's own thread.
  ///
  /// @param gone told once each time the folder vanishes or cannot be read
  FolderWatch(Path root, Consumer<FileEntry> read, Runnable gone) {
    this.root = root;
    this.read = read;
    this.gone = gone;
    this.thread = Thread.ofVirtual().name("watch " + root).unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  private void watch() {
    try (WatchService service = root.getFileSystem().newWatchService()) {
      boolean present = true;
      boolean changed = true;
      while (!closed) {
        if (changed) {
          present = refresh(service);
        }
        changed = awaitChange(service);
        // A deleted root ends its own key, and one that comes back has none yet.
        if (Files.isDirectory(root) != present) {
          changed = true;
        }
      }
    } catch (IOException | ClosedWatchServiceException e) {
      // Without a watch the tree is as it was read; the person can read it again.
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private boolean refresh(WatchService service) {
    try {
      FileEntry tree = ProjectFiles.read(root);
      keys.values().removeIf(k -> !k.isValid());
      register(tree, service);
      if (!closed) {
        read.accept(tree);
      }
      return true;
    } catch (IOException e) {
      keys.values().forEach(WatchKey::cancel);
      keys.clear();
      if (!closed) {
        gone.run();
      }
      return false;
    }
  }

  private void register(FileEntry entry, WatchService service) {
    if (!entry.folder() || keys.size() >= WATCHED) {
      return;
    }
    keys.computeIfAbsent(
        entry.path(),
        p -> {
          try {
            return p.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
          } catch (IOException e) {
            return null;
          }
        });
    entry.children().forEach(c -> register(c, service));
  }

  /// Waits for a change and until changes pause; false when there was none for a while.
  private static boolean awaitChange(WatchService service) throws InterruptedException {
    WatchKey key = service.poll(CHECK_MILLIS, TimeUnit.MILLISECONDS);
    if (key == null) {
      return false;
    }
    while (key != null) {
      key.pollEvents();
      key.reset();
      key = service.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
