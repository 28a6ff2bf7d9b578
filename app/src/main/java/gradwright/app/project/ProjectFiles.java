package gradwright.app.project;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Reads the files of a folder into a tree: folders first, then by name.
public final class ProjectFiles {
  /// More than these are left out, and the tree says so.
  public static final int LIMIT = 50_000;

  private static final Set<String> HIDDEN = Set.of("__pycache__", "node_modules", "target", "venv");
  private static final Comparator<FileEntry> ORDER =
      Comparator.comparing((FileEntry e) -> !e.folder())
          .thenComparing(e -> e.name(), String.CASE_INSENSITIVE_ORDER)
          .thenComparing(FileEntry::name);

  private int left = LIMIT;

  private ProjectFiles() {}

  /// A file or a folder; `children` is empty for files.
  ///
  /// @param complete false where something was left out: the limit was reached or a folder cannot be read
  public record FileEntry(Path path, boolean folder, List<FileEntry> children, boolean complete) {
    public String name() {
      Path name = path.getFileName();
      return name == null ? path.toString() : name.toString();
    }

    /// The number of files below, itself included.
    public int files() {
      return folder ? children.stream().mapToInt(FileEntry::files).sum() : 1;
    }
  }

  /// Reads a folder. What begins with a dot and what tools make is left out.
  ///
  /// @throws IOException when the folder itself cannot be read
  public static FileEntry read(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException(root + " is not a folder");
    }
    return new ProjectFiles().folder(root);
  }

  private FileEntry folder(Path path) {
    List<FileEntry> children = new ArrayList<>();
    boolean complete = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, ProjectFiles::isShown)) {
      for (Path child : entries) {
        if (left-- <= 0) {
          complete = false;
          break;
        }
        // Links to folders may lead around in circles.
        children.add(
            Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                ? folder(child)
                : new FileEntry(child, false, List.of(), true));
      }
    } catch (IOException | DirectoryIteratorException e) {
      complete = false;
    }
    children.sort(ORDER);
    return new FileEntry(path, true, List.copyOf(children), complete);
  }

  private static boolean isShown(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && !HIDDEN.contains(name);
  }
}
