package gradwright.app.editor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOpeningTest {
  @TempDir Path folder;

  private final FileOpening opening = new FileOpening(new LocalDisk());

  private String refused(Path file) {
    return assertInstanceOf(FileOpening.Refused.class, opening.open(file)).message();
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path binary = Files.write(folder.resolve("a.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 0, 1});
    assertTrue(refused(binary).contains("not a text file"));
    assertTrue(refused(folder).contains("is a folder"));
    assertTrue(refused(folder.resolve("none")).contains("There is no file"));
    Path zeros = folder.resolve("large.bin");
    try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
      file.setLength(100L << 20);
    }
    assertTrue(refused(zeros).contains("not a text file"));
  }

  @Test
  void showsTheBeginningOfLargeFiles() throws IOException {
    Path large = folder.resolve("large.csv");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      byte[] line = "1.0,2.0,3.0\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      file.write(line);
      file.setLength(100L << 20);
    }
    FileOpening.Opened opened = assertInstanceOf(FileOpening.Opened.class, opening.open(large));
    assertTrue(opened.readOnly().contains("104.9 MB"), opened.readOnly());
    assertTrue(opened.text().endsWith("3.0\n") && opened.text().length() <= FileOpening.SHOWN);
  }

  @Test
  void cutsLinesThatAreTooLong() throws IOException {
    String text = "a\n" + "x".repeat(FileOpening.LONGEST_LINE + 5) + "\nb";
    FileOpening.Opened opened =
        assertInstanceOf(FileOpening.Opened.class, opening.open(Files.writeString(folder.resolve("l.txt"), text)));
    assertEquals("a\n" + "x".repeat(FileOpening.LONGEST_LINE) + "…\nb", opened.text());
    assertTrue(opened.readOnly().contains("20000"));
  }
}
