package gradwright.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  private final List<String> problems = new ArrayList<>();

  private Path file() {
    return folder.resolve("deep").resolve("settings.json");
  }

  private SettingsModel load() {
    return new SettingsModel(new JsonFile<>(file(), Settings.class, Settings.DEFAULTS), problems::add);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
  }

  @Test
  void changesAreThereAtTheNextStart() {
    SettingsModel settings = load();
    settings.change(s -> s.withTheme(ThemeChoice.DARK).withKeys(Map.of("run.file", "F9")).withRecentProject("/a"));
    settings.change(s -> s.withRecentProject("/b").withRecentProject("/a"));
    Settings again = load().get();
    assertEquals(settings.get(), again);
    assertEquals(List.of("/a", "/b"), again.recentProjects());
    assertEquals(List.of(), problems);
  }

  @Test
  void whatIsMissingHasItsDefault() throws Exception {
    write("{\"fontSize\": 17, \"of another version\": 1, \"font\": null}");
    assertEquals(Settings.DEFAULTS.withFont("", 17), load().get());
  }

  @Test
  void valuesOutOfRangeAreBroughtIn() throws Exception {
    write("{\"fontSize\": 4000, \"engineMemory\": 3}");
    assertEquals(40, load().get().fontSize());
    assertEquals(256, load().get().engineMemory());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "3", "{\"fontSize\": \"large\"}", "{\"theme\": \"PINK\"}", "{\"keys\": [1]}", "\0\0\0"})
  void aBrokenFileIsKeptAside(String text) throws Exception {
    write(text);
    assertEquals(Settings.DEFAULTS, load().get());
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains("settings.json"), problems.getFirst());
    assertEquals(text, Files.readString(file().resolveSibling("settings.json.broken")));
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldOnce() throws Exception {
    // A file where the folder should be: this holds for root too, which may write everywhere.
    Files.writeString(folder.resolve("deep"), "");
    SettingsModel settings = load();
    problems.clear();
    settings.change(s -> s.withTheme(ThemeChoice.DARK));
    settings.change(s -> s.withTheme(ThemeChoice.LIGHT));
    assertEquals(ThemeChoice.LIGHT, settings.get().theme());
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("Settings cannot be saved in "), problems.getFirst());
  }

  @Test
  void foldersAreThoseOfThePlatform() {
    Path home = Path.of("/home/p");
    assertEquals(Path.of("/home/p/.config/gradwright"), UserFolders.of("Linux", home, Map.of()).settings());
    assertEquals(Path.of("/x/gradwright"), UserFolders.of("Linux", home, Map.of("XDG_CONFIG_HOME", "/x")).settings());
    assertEquals(
        Path.of("/home/p/Library/Application Support/Gradwright"),
        UserFolders.of("Mac OS X", home, Map.of()).settings());
    assertEquals(Path.of("/r/Gradwright"), UserFolders.of("Windows 11", home, Map.of("APPDATA", "/r")).settings());
    assertEquals(Path.of("/mine"), UserFolders.of("Linux", home, Map.of("GRADWRIGHT_SETTINGS", "/mine")).settings());
  }
}
