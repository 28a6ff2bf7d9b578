package gradwright.app.project;

import gradwright.app.settings.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// The folders whose programs may run. A folder is trusted with all that is in it.
public final class TrustModel {
  private final JsonFile<Folders> file;
  private final Consumer<String> problems;
  private final List<Path> trusted = new ArrayList<>();
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();

  /// As kept on disk.
  public record Folders(List<String> folders) {
    public static final Folders NONE = new Folders(List.of());

    public Folders {
      folders = List.copyOf(folders);
    }
  }

  /// @param problems told in words what could not be read or saved
  public TrustModel(JsonFile<Folders> file, Consumer<String> problems) {
    this.file = file;
    this.problems = problems;
    JsonFile.Loaded<Folders> loaded = file.load();
    loaded.problem().ifPresent(problems);
    loaded.value().folders().forEach(f -> trusted.add(Path.of(f)));
  }

  /// Grows with each change.
  public ReadOnlyLongProperty versionProperty() {
    return version.getReadOnlyProperty();
  }

  public boolean isTrusted(Path folder) {
    Path real = real(folder);
    return trusted.stream().anyMatch(real::startsWith);
  }

  public void trust(Path folder) {
    if (isTrusted(folder)) {
      return;
    }
    trusted.add(real(folder));
    save();
  }

  public void distrust(Path folder) {
    Path real = real(folder);
    if (trusted.removeIf(real::startsWith)) {
      save();
    }
  }

  private void save() {
    version.set(version.get() + 1);
    try {
      file.save(new Folders(trusted.stream().map(Path::toString).toList()));
    } catch (IOException e) {
      problems.accept("That this folder is trusted cannot be remembered: %s cannot be written.".formatted(file.path()));
    }
  }

  /// Through links, so that a link in a trusted folder does not make what it leads to trusted.
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
