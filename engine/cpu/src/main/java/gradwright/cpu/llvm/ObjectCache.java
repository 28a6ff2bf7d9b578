package gradwright.cpu.llvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Compiled objects on disk, found by the hash of everything that shaped them.
///
/// An entry is a magic word, the SHA-256 of the object, and the object. Entries are written to a temporary file and
/// moved into place, so that readers in other processes see all or nothing; a damaged entry counts as absent. When the
/// folder outgrows its bound, the entries unused for longest go first. A cache that cannot be read or written is only
/// slow, never an error.
public final class ObjectCache {
  private static final long MAGIC = 0x4752_4144_4f42_4a31L;
  private static final int HEADER = 8 + 32;
  private static final String SUFFIX = ".kernel";

  private final Path folder;
  private final long maximumBytes;
  private final AtomicLong writtenSinceScan;

  /// A cache in `folder` (made when first written) that keeps about `maximumBytes` at most.
  public ObjectCache(Path folder, long maximumBytes) {
    this.folder = folder;
    this.maximumBytes = maximumBytes;
    this.writtenSinceScan = new AtomicLong(maximumBytes); // the first write scans what earlier runs left
  }

  /// The hexadecimal key of these texts; their order and boundaries count.
  public static String key(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(8).putLong(0, bytes.length));
      digest.update(bytes);
    }
    return java.util.HexFormat.of().formatHex(digest.digest());
  }

  /// The object stored under `key`, if there is an undamaged one.
  public Optional<byte[]> read(String key) {
    Path file = folder.resolve(key + SUFFIX);
    try {
      byte[] all = Files.readAllBytes(file);
      if (all.length < HEADER || ByteBuffer.wrap(all).getLong() != MAGIC) {
        return Optional.empty();
      }
      byte[] object = Arrays.copyOfRange(all, HEADER, all.length);
      if (!Arrays.equals(Arrays.copyOfRange(all, 8, HEADER), sha256().digest(object))) {
        return Optional.empty();
      }
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
      return Optional.of(object);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Stores an object; failing to is not an error.
  public void write(String key, byte[] object) {
    Path part = null;
    try {
      Files.createDirectories(folder);
      part = Files.createTempFile(folder, "new", ".part");
      ByteBuffer entry = ByteBuffer.allocate(HEADER + object.length);
      entry.putLong(MAGIC).put(sha256().digest(object)).put(object);
      Files.write(part, entry.array());
      Files.move(
          part, folder.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      part = null;
      if (writtenSinceScan.addAndGet(entry.capacity()) >= maximumBytes / 8) {
        writtenSinceScan.set(0);
        evict();
      }
    } catch (IOException | UncheckedIOException e) {
      // a full or read-only disk: go on without
    } finally {
      if (part != null) {
        try {
          Files.deleteIfExists(part);
        } catch (IOException e) {
          // left for the next scan
        }
      }
    }
  }

  private record Entry(Path path, long size, long used) {}

  private void evict() throws IOException {
    List<Entry> entries = new ArrayList<>();
    long total = 0;
    long stale = System.currentTimeMillis() - 3_600_000;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          long used = attributes.lastModifiedTime().toMillis();
          String name = file.getFileName().toString();
          if (name.endsWith(SUFFIX)) {
            entries.add(new Entry(file, attributes.size(), used));
            total += attributes.size();
          } else if (name.endsWith(".part") && used < stale) {
            Files.deleteIfExists(file); // a process died while writing
          }
        } catch (NoSuchFileException e) {
          // another process evicted it
        }
      }
    }
    entries.sort(Comparator.comparingLong(Entry::used));
    for (Entry entry : entries) {
      if (total <= maximumBytes) {
        return;
      }
      Files.deleteIfExists(entry.path());
      total -= entry.size();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
