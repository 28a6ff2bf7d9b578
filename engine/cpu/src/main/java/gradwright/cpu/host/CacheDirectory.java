package gradwright.cpu.host;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Where files that can be made again are kept: extracted native libraries and compiled kernels.
///
/// The system property `gradwright.cache` names the folder; the value `off` keeps compiled kernels in memory only
/// (libraries still need a folder and use the operating system's default).
public final class CacheDirectory {
  private CacheDirectory() {}

  /// The folder for extracted libraries; it need not exist yet.
  public static Path libraries() {
    return root().orElseGet(CacheDirectory::conventional).resolve("native");
  }

  /// The folder for compiled kernels, or empty if the user turned the disk cache off.
  public static Optional<Path> kernels() {
    return root().map(path -> path.resolve("kernels"));
  }

  /// The folder for what was measured of the machine, or empty if the user turned the disk cache off.
  public static Optional<Path> measurements() {
    return root().map(path -> path.resolve("measurements"));
  }

  private static Optional<Path> root() {
    String chosen = System.getProperty("gradwright.cache", "");
    if (chosen.equals("off")) {
      return Optional.empty();
    }
    return Optional.of(chosen.isBlank() ? conventional() : Path.of(chosen));
  }

  private static Path conventional() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home"));
    if (os.contains("win")) {
      String local = System.getenv("LOCALAPPDATA");
      Path base = local == null ? home.resolve("AppData").resolve("Local") : Path.of(local);
      return base.resolve("gradwright").resolve("cache");
    }
    if (os.contains("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("gradwright");
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return (xdg == null || xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg)).resolve("gradwright");
  }
}
