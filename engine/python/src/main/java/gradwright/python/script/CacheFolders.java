package gradwright.python.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where files that can be made again are kept: `GRADWRIGHT_CACHE`, or the platform's cache folder.
///
/// @param root the folder that holds all of them
public record CacheFolders(Path root) {
  /// The folder for this user, made if it is not there; a temporary one where no other can be written.
  public static CacheFolders ofUser() {
    Path wanted = locate(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    try {
      Files.createDirectories(wanted);
      if (Files.isWritable(wanted)) {
        return new CacheFolders(wanted);
      }
    } catch (IOException unwritable) {
      // A home that cannot be written is common in containers; a temporary folder only costs the second start.
    }
    return new CacheFolders(
        Path.of(System.getProperty("java.io.tmpdir"), "gradwright-" + System.getProperty("user.name")));
  }

  static Path locate(Map<String, String> environment, String system, Path home) {
    String chosen = environment.get("GRADWRIGHT_CACHE");
    if (chosen != null && !chosen.isEmpty()) {
      return Path.of(chosen).toAbsolutePath();
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("win") && environment.get("LOCALAPPDATA") != null) {
      return Path.of(environment.get("LOCALAPPDATA"), "Gradwright", "Cache");
    }
    if (name.contains("mac")) {
      return home.resolve("Library/Caches/gradwright");
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    Path base = xdg != null && !xdg.isEmpty() ? Path.of(xdg) : home.resolve(".cache");
    return base.resolve("gradwright");
  }

  /// Tells those who keep files of their own: GraalPy and the compilers read a system property each, once.
  public void announce() {
    setUnlessSet("polyglot.engine.userResourceCache", pythonHome());
    setUnlessSet("gradwright.cache", root);
  }

  private static void setUnlessSet(String property, Path folder) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, folder.toString());
    }
  }

  /// Compiled kernels.
  public Path kernels() {
    return root.resolve("kernels");
  }

  /// Native libraries, unpacked from jars.
  public Path libraries() {
    return root.resolve("native");
  }

  /// Python's standard library, unpacked by GraalPy.
  public Path pythonHome() {
    return root.resolve("graalpy");
  }

  /// Compiled Python modules.
  public Path bytecode() {
    return root.resolve("bytecode");
  }

  /// The `jax` and `numpy` packages, unpacked from a jar.
  public Path packages() {
    return root.resolve("packages");
  }
}
