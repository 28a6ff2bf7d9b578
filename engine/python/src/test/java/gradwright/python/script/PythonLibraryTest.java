package gradwright.python.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packages are unpacked once for each content.
class PythonLibraryTest {
  @TempDir Path folder;

  private Path jar(String text) throws IOException {
    Path jar = Files.createTempFile(folder, "lib", ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : new String[] {"gradwright/python/lib/jax/__init__.py", "gradwright/other.txt"}) {
        out.putNextEntry(new JarEntry(name));
        out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void unpacksThePackagesOnly() throws IOException {
    Path unpacked = PythonLibrary.unpacked(jar("x = 1"), folder.resolve("cache"));
    try (Stream<Path> files = Files.walk(unpacked).filter(Files::isRegularFile)) {
      assertEquals(Path.of("jax/__init__.py"), unpacked.relativize(files.toList().getFirst()));
    }
    assertEquals("x = 1", Files.readString(unpacked.resolve("jax/__init__.py")));
  }

  @Test
  void sameContentSameFolder() throws IOException {
    Path cache = folder.resolve("cache");
    assertEquals(PythonLibrary.unpacked(jar("x = 1"), cache), PythonLibrary.unpacked(jar("x = 1"), cache));
    assertNotEquals(PythonLibrary.unpacked(jar("x = 1"), cache), PythonLibrary.unpacked(jar("x = 2"), cache));
  }
}
