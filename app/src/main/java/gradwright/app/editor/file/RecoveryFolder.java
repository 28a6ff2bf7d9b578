package gradwright.app.editor.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keeps unsaved text across a crash or the end of the application, one file for each draft. Calls may come from any
/// thread; those for one draft one after the other.
public final class RecoveryFolder {
  private static final String SUFFIX = ".draft";
  private static final int LARGEST = 256 << 20;

  private final Disk disk;
  private final SafeSave save;
  private final Path folder;

  /// @param folder belongs to one window; made when first needed
  public RecoveryFolder(Disk disk, Path folder) {
    this.disk = disk;
    this.save = new SafeSave(disk);
    this.folder = folder;
  }

  public void put(Draft draft) throws IOException {
    disk.createFolders(folder);
    save.save(file(draft.id()), draft.toBytes());
  }

  public void remove(String id) throws IOException {
    disk.delete(file(id));
  }

  /// All whole drafts, oldest name first; damaged ones are left where they are.
  public List<Draft> drafts() throws IOException {
    List<Draft> drafts = new ArrayList<>();
    if (!disk.stamp(folder).exists()) {
      return drafts;
    }
    for (Path file : disk.list(folder, "", SUFFIX)) {
      String name = file.getFileName().toString();
      try {
        drafts.add(Draft.fromBytes(name.substring(0, name.length() - SUFFIX.length()), disk.read(file, LARGEST)));
      } catch (IOException e) {
        System.getLogger(RecoveryFolder.class.getName()).log(System.Logger.Level.WARNING, "Draft not read: " + file, e);
      }
    }
    return drafts;
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }
}
