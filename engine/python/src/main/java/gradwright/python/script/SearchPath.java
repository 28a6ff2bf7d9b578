package gradwright.python.script;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a program's packages are looked for, besides its own folder: Gradwright's library, then `PYTHONPATH`, then the
/// packages of the virtual environment that is active or lies beside the program.
///
/// The library comes first, so that an installed NumPy or JAX, whose native code cannot be loaded here, does not hide the
/// packages that work.
final class SearchPath {
  private SearchPath() {}

  /// The folders in order, as `PYTHONPATH` has them.
  ///
  /// @param start the folder of the program, or the working folder
  static String of(Path library, Map<String, String> environment, Path start) {
    List<String> folders = new ArrayList<>();
    folders.add(library.toString());
    String own = environment.get("PYTHONPATH");
    if (own != null && !own.isEmpty()) {
      folders.add(own);
    }
    sitePackages(environment, start).forEach(folder -> folders.add(folder.toString()));
    return folders.stream().collect(Collectors.joining(File.pathSeparator));
  }

  /// The package folders of the active virtual environment (`VIRTUAL_ENV`), or else of the nearest folder `.venv` or `venv` in
  /// `start` or above it.
  static List<Path> sitePackages(Map<String, String> environment, Path start) {
    Path root = environmentRoot(environment, start);
    if (root == null) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(root.resolve("Lib/site-packages"))) {
      found.add(root.resolve("Lib/site-packages"));
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(root.resolve("lib"), "{python,graalpy}*")) {
      for (Path version : versions) {
        if (Files.isDirectory(version.resolve("site-packages"))) {
          found.add(version.resolve("site-packages"));
        }
      }
    } catch (IOException noFolder) {
      // Not an environment of this system's layout.
    }
    return found.stream().distinct().sorted().toList();
  }

  private static @Nullable Path environmentRoot(Map<String, String> environment, Path start) {
    String active = environment.get("VIRTUAL_ENV");
    if (active != null && !active.isEmpty()) {
      try {
        return Path.of(active);
      } catch (InvalidPathException notAFolder) {
        return null;
      }
    }
    for (Path folder = start.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
      for (String name : List.of(".venv", "venv")) {
        if (Files.isRegularFile(folder.resolve(name).resolve("pyvenv.cfg"))) {
          return folder.resolve(name);
        }
      }
    }
    return null;
  }
}
