package gradwright.app.editor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The file systems of this machine.
public final class LocalDisk implements Disk {
  private static final int LINKS = 40;
  private static final Set<PosixFilePermission> WRITERS =
      Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  @Override
  public Path resolve(Path file) throws IOException {
    Path now = file.toAbsolutePath();
    for (int i = 0; i < LINKS; i++) {
      if (!Files.isSymbolicLink(now)) {
        return now;
      }
      now = now.resolveSibling(Files.readSymbolicLink(now)).normalize();
    }
    throw new FileSystemLoopException(file.toString());
  }

  @Override
  public FileStamp stamp(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis(), true);
    } catch (NoSuchFileException e) {
      return FileStamp.ABSENT;
    }
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(limit);
    }
  }

  @Override
  public boolean isWritable(Path file) throws IOException {
    @Nullable PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix != null) {
      Set<PosixFilePermission> permissions = posix.readAttributes().permissions();
      return permissions.stream().anyMatch(WRITERS::contains) && Files.isWritable(file);
    }
    @Nullable DosFileAttributeView dos = Files.getFileAttributeView(file, DosFileAttributeView.class);
    return (dos == null || !dos.readAttributes().isReadOnly()) && Files.isWritable(file);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  @Override
  public void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void copyAttributes(Path from, Path to) throws IOException {
    @Nullable PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    @Nullable PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes attributes = source.readAttributes();
    PosixFileAttributes own = target.readAttributes();
    try {
      if (!own.group().equals(attributes.group())) {
        target.setGroup(attributes.group());
      }
      if (!own.owner().equals(attributes.owner())) {
        target.setOwner(attributes.owner());
      }
    } catch (IOException e) {
      // Only the superuser may give files away; the text matters more than who owns it.
    }
    target.setPermissions(attributes.permissions());
  }

  @Override
  public void move(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public List<Path> list(Path folder, String prefix, String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> f.getFileName().toString().startsWith(prefix) && f.getFileName().toString().endsWith(suffix))
          .sorted()
          .forEach(found::add);
    }
    return found;
  }
}
