package gradwright.app.workbench;

import gradwright.app.editor.OpenTabs;
import gradwright.app.settings.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Keeps which files are open in each project, for the projects that were used last.
final class OpenFilesStore {
  private static final int MOST_PROJECTS = 40;

  private final JsonFile<Saved> file;

  /// As JSON holds it.
  ///
  /// @param projects tabs by folder, the one used last at the end
  record Saved(Map<String, OpenTabs> projects) {
    static final Saved NONE = new Saved(Map.of());
  }

  OpenFilesStore(Path path) {
    file = new JsonFile<>(path, Saved.class, Saved.NONE);
  }

  /// What was open in a project; nothing where that is not known.
  synchronized OpenTabs load(Optional<Path> project) {
    return file.load().value().projects().getOrDefault(key(project), OpenTabs.NONE);
  }

  /// Other windows may have kept other projects meanwhile; they stay.
  synchronized void save(Optional<Path> project, OpenTabs tabs) throws IOException {
    SequencedMap<String, OpenTabs> projects = new LinkedHashMap<>(file.load().value().projects());
    projects.sequencedKeySet().remove(key(project));
    projects.put(key(project), tabs);
    for (String oldest : List.copyOf(projects.keySet()).subList(0, Math.max(0, projects.size() - MOST_PROJECTS))) {
      projects.remove(oldest);
    }
    file.save(new Saved(projects));
  }

  private static String key(Optional<Path> project) {
    return project.map(Path::toString).orElse("");
  }
}
