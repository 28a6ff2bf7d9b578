package gradwright.app.editor.file;

import gradwright.app.editor.text.TextCodec;
import gradwright.app.editor.text.TextFormat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;

/// Reads files for the editor. Binary files are refused; of files that are too large to be edited without delay the
/// beginning is shown, read-only.
public final class FileOpening {
  /// Larger files are shown in part.
  public static final int LARGEST = 4 << 20;

  /// How much of larger files is shown.
  static final int SHOWN = 1 << 20;

  static final int LONGEST_LINE = 20_000;

  private final Disk disk;

  public FileOpening(Disk disk) {
    this.disk = disk;
  }

  /// What came of opening a file.
  public sealed interface Result {}

  /// @param sum of the bytes, see [#sum]
  /// @param readOnly why the text must not be edited, empty when it may be
  /// @param note what a person should know, empty when nothing
  public record Opened(String text, TextFormat format, FileStamp stamp, long sum, String readOnly, String note)
      implements Result {}

  /// @param message why there is nothing to show, for a person
  public record Refused(String message) implements Result {}

  /// Reads a file; takes as long as the disk does.
  public Result open(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return new Refused(file + " is a folder.");
      }
      FileStamp stamp = disk.stamp(file);
      if (!stamp.exists()) {
        return new Refused("There is no file " + file + ".");
      }
      boolean whole = stamp.size() <= LARGEST;
      byte[] bytes = disk.read(file, whole ? LARGEST : SHOWN);
      if (TextCodec.isBinary(bytes)) {
        return new Refused(file + " is not a text file.");
      }
      return opened(bytes, stamp, whole, disk.isWritable(file));
    } catch (NoSuchFileException e) {
      return new Refused("There is no file " + file + ".");
    } catch (AccessDeniedException e) {
      return new Refused("You may not read " + file + ".");
    } catch (IOException e) {
      return new Refused(file + " cannot be read: " + e.getMessage());
    }
  }

  private static Opened opened(byte[] bytes, FileStamp stamp, boolean whole, boolean writable) {
    TextCodec.Decoded decoded = TextCodec.decode(whole ? bytes : atLineEnd(bytes));
    String text = decoded.text();
    String cut = cutLines(text);
    String readOnly = "";
    if (!whole) {
      readOnly =
          String.format(
              Locale.ROOT,
              "This file has %.1f MB. Its first %.1f MB are shown and cannot be edited.",
              stamp.size() / 1e6,
              text.length() / 1e6);
    } else if (cut.length() != text.length()) {
      readOnly =
          "This file has lines of more than "
              + LONGEST_LINE
              + " characters. They are shown cut short and cannot be edited.";
    } else if (!writable) {
      readOnly = "This file is read-only.";
    }
    return new Opened(cut, decoded.format(), stamp, sum(bytes), readOnly, decoded.note());
  }

  private static byte[] atLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') {
      end--;
    }
    return Arrays.copyOf(bytes, end == 0 ? bytes.length : end);
  }

  /// By what bytes are known again.
  public static long sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue() << 32 ^ bytes.length;
  }

  private static String cutLines(String text) {
    StringBuilder cut = null;
    int copied = 0;
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      if (end - start > LONGEST_LINE) {
        cut = cut == null ? new StringBuilder() : cut;
        cut.append(text, copied, start + LONGEST_LINE).append('…');
        copied = end;
      }
      start = end + 1;
    }
    return cut == null ? text : cut.append(text, copied, text.length()).toString();
  }
}
