package gradwright.app.editor.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A disk of which the step number `fails` fails; writing then leaves half of the bytes, as a full disk does.
public class FaultyDisk implements Disk {
  private final Disk disk = new LocalDisk();
  private int fails;
  private int steps;

  /// @param fails counted from 0; -1 for none
  public FaultyDisk(int fails) {
    this.fails = fails;
  }

  public void setFails(int step) {
    fails = step;
    steps = 0;
  }

  int steps() {
    return steps;
  }

  private boolean isFault() {
    return steps++ == fails;
  }

  private void step(Path file) throws IOException {
    if (isFault()) {
      throw new FileSystemException(file.toString(), null, "No space left on device");
    }
  }

  @Override
  public Path resolve(Path file) throws IOException {
    step(file);
    return disk.resolve(file);
  }

  @Override
  public FileStamp stamp(Path file) throws IOException {
    step(file);
    return disk.stamp(file);
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    step(file);
    return disk.read(file, limit);
  }

  @Override
  public boolean isWritable(Path file) throws IOException {
    step(file);
    return disk.isWritable(file);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    if (isFault()) {
      disk.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      throw new FileSystemException(file.toString(), null, "No space left on device");
    }
    disk.write(file, bytes);
  }

  @Override
  public void force(Path file) throws IOException {
    step(file);
    disk.force(file);
  }

  @Override
  public void copyAttributes(Path from, Path to) throws IOException {
    step(to);
    disk.copyAttributes(from, to);
  }

  @Override
  public void move(Path file, Path target) throws IOException {
    step(target);
    disk.move(file, target);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step(folder);
    disk.forceFolder(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    step(file);
    disk.delete(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    step(folder);
    disk.createFolders(folder);
  }

  @Override
  public List<Path> list(Path folder, String prefix, String suffix) throws IOException {
    step(folder);
    return disk.list(folder, prefix, suffix);
  }
}
