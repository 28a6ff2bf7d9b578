package gradwright.app.editor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeSaveTest {
  private static final byte[] OLD = "old text\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new and longer text\n".repeat(100).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileThatAnotherProgramHoldsForAMomentIsSaved() throws IOException {
    Path file = Files.write(folder.resolve("a.py"), OLD);
    int[] refusals = {2};
    FaultyDisk busy =
        new FaultyDisk(-1) {
          @Override
          public void move(Path from, Path target) throws IOException {
            if (refusals[0]-- > 0) {
              throw new AccessDeniedException(target.toString());
            }
            super.move(from, target);
          }
        };
    new SafeSave(busy).save(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    refusals[0] = Integer.MAX_VALUE;
    assertThrows(SaveException.class, () -> new SafeSave(busy).save(file, OLD));
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of("a.py"), names());
  }

  @Test
  void whateverStepFailsTheFileIsWhole() throws IOException {
    int steps = -1;
    for (int fails = 0; steps < 0 || fails < steps; fails++) {
      Path file = folder.resolve("a.py");
      Files.write(file, OLD);
      FaultyDisk disk = new FaultyDisk(fails);
      boolean saved;
      try {
        new SafeSave(disk).save(file, NEW);
        saved = true;
      } catch (SaveException e) {
        saved = false;
        assertTrue(String.valueOf(e.getMessage()).contains("full"), e.getMessage());
      }
      byte[] now = Files.readAllBytes(file);
      if (saved) {
        assertArrayEquals(NEW, now, "step " + fails);
      } else {
        boolean moved = java.util.Arrays.equals(NEW, now);
        assertTrue(moved || java.util.Arrays.equals(OLD, now), "half a file after step " + fails);
      }
      assertEquals(List.of("a.py"), names(), "left over after step " + fails);
      if (saved && disk.steps() <= fails) {
        steps = fails;
      }
    }
    assertTrue(steps > 7, "all steps were tried: " + steps);
  }

  @Test
  void savesNewFiles() throws IOException {
    Path file = folder.resolve("new.py");
    FileStamp stamp = new SafeSave(new LocalDisk()).save(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(NEW.length, stamp.size());
    assertEquals(List.of("new.py"), names());
  }

  @Test
  void keepsPermissionsAndFollowsLinks() throws IOException {
    Path file = folder.resolve("real.py");
    Files.write(file, OLD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    Path link = Files.createSymbolicLink(folder.resolve("link.py"), Path.of("real.py"));
    Path second = Files.createSymbolicLink(folder.resolve("second.py"), link);
    new SafeSave(new LocalDisk()).save(second, NEW);
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void savesThroughALinkThatLeadsNowhereYet() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.py"), Path.of("later.py"));
    new SafeSave(new LocalDisk()).save(link, NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(folder.resolve("later.py")));
  }

  @Test
  void refusesReadOnlyFilesAndMissingFolders() throws IOException {
    Path file = folder.resolve("fixed.py");
    Files.write(file, OLD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    SaveException readOnly = assertThrows(SaveException.class, () -> new SafeSave(new LocalDisk()).save(file, NEW));
    assertTrue(String.valueOf(readOnly.getMessage()).contains("read-only"));
    assertArrayEquals(OLD, Files.readAllBytes(file));
    Path gone = folder.resolve("gone").resolve("a.py");
    SaveException missing = assertThrows(SaveException.class, () -> new SafeSave(new LocalDisk()).save(gone, NEW));
    assertTrue(String.valueOf(missing.getMessage()).contains("does not exist"), missing.getMessage());
  }

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Path file = folder.resolve("a.py");
    Path left = folder.resolve(".a.py." + process.pid() + ".gradwright~");
    Path alive = folder.resolve(".a.py.1.gradwright~");
    Files.write(left, OLD);
    Files.write(alive, OLD);
    new SafeSave(new LocalDisk()).save(file, NEW);
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(alive), "process 1 lives and may be saving");
  }
}
