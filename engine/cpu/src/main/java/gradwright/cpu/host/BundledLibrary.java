package gradwright.cpu.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// A shared library that travels inside a jar of the class path and is copied to the cache folder on first use.
///
/// @param resourceFolder the folder in the jar, `{platform}` standing for this machine's (`linux-x86_64`, ...)
/// @param version        names the folder of the copy, so that two versions never mix
public record BundledLibrary(String resourceFolder, String version) {

  /// This machine's platform as the Bytedeco jars spell it.
  public static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = os.contains("win") ? "windows" : os.contains("mac") ? "macosx" : "linux";
    return name
        + "-"
        + switch (System.getProperty("os.arch")) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "arm64";
          case String other -> other;
        };
  }

  /// The path of `file` on disk, copied out of the jar unless a complete copy is there already.
  ///
  /// @throws IOException if the jar is not on the class path or the folder cannot be written
  public Path extract(String file) throws IOException {
    String resource = resourceFolder.replace("{platform}", platform()) + "/" + file;
    URL url = BundledLibrary.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IOException("native library " + resource + " is not on the class path");
    }
    Path folder = CacheDirectory.libraries().resolve(version);
    Path target = folder.resolve(file);
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    long size = connection.getContentLengthLong();
    if (Files.exists(target) && Files.size(target) == size) {
      connection.getInputStream().close();
      return target;
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, file, ".part");
    try {
      try (InputStream in = connection.getInputStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return target;
  }
}
