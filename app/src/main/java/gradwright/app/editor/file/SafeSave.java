package gradwright.app.editor.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Saves so that at every moment, also when the process is killed or the machine loses power, the file holds its old
/// bytes or the new ones, whole: the bytes go to a new file in the same folder, reach the device, and take the file's
/// place in one step. Links are followed and permissions kept; hard links to the old file keep the old bytes.
public final class SafeSave {
  private static final int TRIES = 6;
  private static final int PAUSE_MILLIS = 50;
  private static final String SUFFIX = ".gradwright~";
  private static final int LONGEST_NAME = 60;

  private final Disk disk;
  private final long process = ProcessHandle.current().pid();

  public SafeSave(Disk disk) {
    this.disk = disk;
  }

  /// Saves bytes. Two saves of one file must not run at the same time.
  ///
  /// @return what the file looks like now
  /// @throws SaveException when the file was not saved
  public FileStamp save(Path file, byte[] bytes) throws SaveException {
    try {
      Path target = disk.resolve(file);
      boolean exists = disk.stamp(target).exists();
      if (exists && !disk.isWritable(target)) {
        throw new SaveException(file + " is read-only.", new AccessDeniedException(file.toString()));
      }
      Path folder = folder(target);
      sweep(folder, target);
      return replace(folder, target, bytes, exists);
    } catch (SaveException e) {
      throw e;
    } catch (IOException | SecurityException e) {
      throw new SaveException(explain(file, e), e);
    }
  }

  private FileStamp replace(Path folder, Path target, byte[] bytes, boolean exists) throws IOException {
    Path fresh = folder.resolve(prefix(target) + process + SUFFIX);
    try {
      disk.write(fresh, bytes);
      if (exists) {
        disk.copyAttributes(target, fresh);
      }
      disk.force(fresh);
      move(fresh, target);
    } catch (IOException e) {
      discard(fresh, e);
      throw e;
    }
    try {
      disk.forceFolder(folder);
    } catch (IOException e) {
      // The new file is in place; only how soon its name survives a loss of power is not known.
    }
    return disk.stamp(target);
  }

  /// Windows refuses to replace a file that somebody has open, as virus scanners and indexers do for a moment after each change.
  private void move(Path fresh, Path target) throws IOException {
    for (int left = TRIES - 1; ; left--) {
      try {
        disk.move(fresh, target);
        return;
      } catch (AccessDeniedException e) {
        if (left == 0) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(IOException why) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private void discard(Path fresh, IOException why) {
    try {
      disk.delete(fresh);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /// Removes what processes that were killed while saving this file have left, and this process's own.
  private void sweep(Path folder, Path target) {
    try {
      for (Path left : disk.list(folder, prefix(target), SUFFIX)) {
        String name = left.getFileName().toString();
        String owner = name.substring(prefix(target).length(), name.length() - SUFFIX.length());
        if (owner.matches("\\d{1,18}") && isGone(Long.parseLong(owner))) {
          disk.delete(left);
        }
      }
    } catch (IOException e) {
      // What is left over does no harm.
    }
  }

  private boolean isGone(long owner) {
    return owner == process || !ProcessHandle.of(owner).map(ProcessHandle::isAlive).orElse(false);
  }

  private static String prefix(Path target) {
    String name = target.getFileName().toString();
    return "." + (name.length() <= LONGEST_NAME ? name : Integer.toHexString(name.hashCode())) + ".";
  }

  private static Path folder(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(target + " is not a file");
    }
    return folder;
  }

  private static String explain(Path file, Exception e) {
    String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    String text = reason == null ? e.getClass().getSimpleName() : reason;
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space") || lower.contains("not enough space") || lower.contains("quota")) {
      return "The disk is full. " + file + " was not saved and still holds its old text.";
    }
    return switch (e) {
      case NoSuchFileException n -> "The folder " + file.toAbsolutePath().getParent() + " does not exist.";
      case AccessDeniedException a -> "You may not write in the folder " + file.toAbsolutePath().getParent() + ".";
      case AtomicMoveNotSupportedException a ->
          "The file system of " + file + " cannot replace a file in one step. Save it somewhere else.";
      default -> file + " was not saved: " + text;
    };
  }
}
