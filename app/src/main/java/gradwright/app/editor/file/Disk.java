package gradwright.app.editor.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The steps that opening and saving take on a file system, one by one, so that each of them can be made to fail.
public interface Disk {
  /// The file that holds the bytes: links are followed, also where the last one leads to nothing.
  Path resolve(Path file) throws IOException;

  /// What a file looks like now, [FileStamp#ABSENT] where there is none.
  FileStamp stamp(Path file) throws IOException;

  /// At most the first `limit` bytes.
  byte[] read(Path file, int limit) throws IOException;

  /// Whether a person may write a file that exists; permission bits count even for the superuser.
  boolean isWritable(Path file) throws IOException;

  /// Makes a new file of the given bytes.
  void write(Path file, byte[] bytes) throws IOException;

  /// Returns when the bytes of a file are on the device.
  void force(Path file) throws IOException;

  /// Gives `to` the permissions, and where possible the owner and group, of `from`.
  void copyAttributes(Path from, Path to) throws IOException;

  /// Puts `file` in the place of `target` in one step.
  void move(Path file, Path target) throws IOException;

  /// Returns when the names in a folder are on the device, where the system has that.
  void forceFolder(Path folder) throws IOException;

  void delete(Path file) throws IOException;

  void createFolders(Path folder) throws IOException;

  /// The files of a folder whose names begin and end so.
  List<Path> list(Path folder, String prefix, String suffix) throws IOException;
}
