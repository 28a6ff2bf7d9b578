package gradwright.python.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// The Python packages that Gradwright brings (`jax`, `numpy`), as a folder that Python can import from.
final class PythonLibrary {
  private static final String RESOURCES = "gradwright/python/lib/";
  private static final String MARKER = RESOURCES + "_gradwright.py";

  private PythonLibrary() {}

  /// The folder of the packages. Out of a jar they are unpacked once into `caches`, under a name made from their
  /// contents, so that several versions live side by side and a changed file is never taken for an old one.
  static Path folder(CacheFolders caches) {
    URL marker = PythonLibrary.class.getClassLoader().getResource(MARKER);
    if (marker == null) {
      throw new IllegalStateException("The Python packages are missing from the class path: " + MARKER);
    }
    try {
      if (marker.getProtocol().equals("file")) {
        return Path.of(marker.toURI()).resolveSibling("");
      }
      String location = marker.getPath();
      Path jar = Path.of(new URI(location.substring(0, location.indexOf("!/"))));
      return unpacked(jar, caches.packages());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Unreadable class path entry " + marker, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack the Python packages: " + e.getMessage(), e);
    }
  }

  /// The packages in `jarPath`, unpacked under `into` unless they are there already.
  static Path unpacked(Path jarPath, Path into) throws IOException {
    try (JarFile jar = new JarFile(jarPath.toFile(), false)) {
      List<JarEntry> entries =
          jar.stream()
              .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(RESOURCES))
              .sorted(Comparator.comparing(JarEntry::getName))
              .toList();
      Path folder = into.resolve(fingerprint(entries));
      if (!Files.isDirectory(folder)) {
        unpack(jar, entries, folder);
      }
      return folder;
    }
  }

  /// A name for the contents, from the checksums that the jar's directory already holds.
  private static String fingerprint(List<JarEntry> entries) {
    CRC32 names = new CRC32();
    long contents = entries.size();
    for (JarEntry entry : entries) {
      names.update(entry.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      contents = contents * 0x9E3779B97F4A7C15L + entry.getCrc() + (entry.getSize() << 32);
    }
    return "%016x%08x".formatted(contents, names.getValue());
  }

  private static void unpack(JarFile jar, List<JarEntry> entries, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path draft = Files.createTempDirectory(folder.getParent(), "draft");
    for (JarEntry entry : entries) {
      Path file = draft.resolve(entry.getName().substring(RESOURCES.length()));
      Files.createDirectories(file.getParent());
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, file);
      }
    }
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException lostRace) {
      delete(draft);
    } catch (FileSystemException e) {
      delete(draft);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
