package gradwright.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a person prefers. Values out of range are brought into it.
///
/// @param font family of code; empty takes the system's monospaced one
/// @param fontSize of code, in pixels at 100 %
/// @param engineMemory the most heap that the engine's process may use, in MiB; 0 leaves it to the JVM
/// @param autosave saves edited files when the window loses the focus and before runs
/// @param keys keys of commands where they are not the default ones; an empty text removes a key
/// @param recentProjects folders, latest first
/// @param recentFiles files, latest first
/// @param sampleFolder where sample projects are copied to; empty is `Gradwright` in the home folder
/// @param runs arguments and environment by script
public record Settings(
    ThemeChoice theme,
    String font,
    int fontSize,
    int engineMemory,
    boolean autosave,
    Map<String, String> keys,
    List<String> recentProjects,
    List<String> recentFiles,
    String sampleFolder,
    Map<String, RunOptions> runs) {

  public static final Settings DEFAULTS =
      new Settings(ThemeChoice.SYSTEM, "", 13, 0, true, Map.of(), List.of(), List.of(), "", Map.of());

  private static final int RECENT = 12;

  /// How a script is run.
  ///
  /// @param arguments as typed, quoted as in a shell
  /// @param environment variables added to the engine's
  /// @param folder the working folder; empty is the script's own
  public record RunOptions(String arguments, Map<String, String> environment, String folder) {
    public static final RunOptions NONE = new RunOptions("", Map.of(), "");

    public RunOptions {
      Objects.requireNonNull(arguments);
      environment = Map.copyOf(environment);
      Objects.requireNonNull(folder);
    }
  }

  public Settings {
    Objects.requireNonNull(theme);
    Objects.requireNonNull(font);
    Objects.requireNonNull(sampleFolder);
    fontSize = Math.clamp(fontSize, 8, 40);
    engineMemory = engineMemory <= 0 ? 0 : Math.clamp(engineMemory, 256, 1 << 20);
    keys = Map.copyOf(keys);
    recentProjects = List.copyOf(recentProjects);
    recentFiles = List.copyOf(recentFiles);
    runs = Map.copyOf(runs);
  }

  public Settings withTheme(ThemeChoice value) {
    return new Settings(
        value, font, fontSize, engineMemory, autosave, keys, recentProjects, recentFiles, sampleFolder, runs);
  }

  public Settings withFont(String family, int size) {
    return new Settings(
        theme, family, size, engineMemory, autosave, keys, recentProjects, recentFiles, sampleFolder, runs);
  }

  public Settings withEngineMemory(int mebibytes) {
    return new Settings(
        theme, font, fontSize, mebibytes, autosave, keys, recentProjects, recentFiles, sampleFolder, runs);
  }

  public Settings withAutosave(boolean value) {
    return new Settings(
        theme, font, fontSize, engineMemory, value, keys, recentProjects, recentFiles, sampleFolder, runs);
  }

  public Settings withKeys(Map<String, String> value) {
    return new Settings(
        theme, font, fontSize, engineMemory, autosave, value, recentProjects, recentFiles, sampleFolder, runs);
  }

  public Settings withSampleFolder(String value) {
    return new Settings(theme, font, fontSize, engineMemory, autosave, keys, recentProjects, recentFiles, value, runs);
  }

  public Settings withRuns(Map<String, RunOptions> value) {
    return new Settings(
        theme, font, fontSize, engineMemory, autosave, keys, recentProjects, recentFiles, sampleFolder, value);
  }

  public Settings withRecentProject(String folder) {
    return new Settings(
        theme,
        font,
        fontSize,
        engineMemory,
        autosave,
        keys,
        latestFirst(folder, recentProjects),
        recentFiles,
        sampleFolder,
        runs);
  }

  public Settings withRecentFile(String file) {
    return new Settings(
        theme,
        font,
        fontSize,
        engineMemory,
        autosave,
        keys,
        recentProjects,
        latestFirst(file, recentFiles),
        sampleFolder,
        runs);
  }

  private static List<String> latestFirst(String latest, List<String> earlier) {
    List<String> result = new ArrayList<>();
    result.add(latest);
    earlier.stream().filter(e -> !e.equals(latest)).limit(RECENT - 1L).forEach(result::add);
    return result;
  }
}
