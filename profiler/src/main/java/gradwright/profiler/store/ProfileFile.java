package gradwright.profiler.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// Keeps profiles in files: eight bytes that name the format, its version, then everything compressed by gzip, whose
/// checksum tells broken files.
public final class ProfileFile {
  /// How such files are named.
  public static final String EXTENSION = ".gwprofile";

  private static final byte[] MAGIC = {(byte) 0x89, 'G', 'W', 'P', 'R', 'O', 'F', '\n'};
  private static final int VERSION = 1;

  private ProfileFile() {}

  /// Writes a profile; a file that was there is replaced only when the new one is whole.
  public static void save(Profile profile, Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    Path draft = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(draft)) {
        DataOutputStream head = new DataOutputStream(out);
        head.write(MAGIC);
        head.writeInt(VERSION);
        head.flush();
        GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16);
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
        new ProfileWriter(data).write(profile);
        data.flush();
        zip.finish();
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Reads a profile.
  ///
  /// @throws ProfileException when the file is none, is of a later version, or is broken; the message tells which
  /// @throws IOException when it cannot be read
  public static Profile open(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      DataInputStream head = new DataInputStream(in);
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new ProfileException(name + " is not a Gradwright profile.");
      }
      int version = head.readInt();
      if (version != VERSION) {
        throw new ProfileException(
            name + " has version " + version + " of the profile format; this program reads version " + VERSION + ".");
      }
      DataInputStream data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16));
      Profile profile = new ProfileReader(data).read(name);
      if (data.read() >= 0) {
        throw new ProfileException(name + " is damaged: there is more in it than there should be.");
      }
      return profile;
    } catch (EOFException e) {
      throw new ProfileException(name + " is damaged: it ends too early.", e);
    } catch (ZipException e) {
      throw new ProfileException(name + " is damaged: its checksum or compression is wrong.", e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ProfileException(name + " is damaged: it holds what cannot be.", e);
    }
  }
}
