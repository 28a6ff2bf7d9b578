package gradwright.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyBindingsTest {
  private final CommandCatalogue commands = new CommandCatalogue();
  private final Map<String, String> saved = new HashMap<>();
  private final SimpleStringProperty why = new SimpleStringProperty("");
  private KeyBindingsModel keys;
  private int runs;

  @BeforeEach
  void fill() {
    commands.add(new Command("a", "Run", "Run File", "", "F5", why, () -> runs++));
    commands.add(new Command("b", "Run", "Stop", "", "Shortcut+F2", CommandCatalogue.ALWAYS, () -> {}));
    commands.add(new Command("c", "View", "Console", "", "", CommandCatalogue.ALWAYS, () -> {}));
    keys =
        new KeyBindingsModel(
            commands,
            Map.of("c", "Alt+DIGIT2", "gone", "F1"),
            k -> {
              saved.clear();
              saved.putAll(k);
            });
  }

  private static KeyChord chord(String text) {
    return KeyChord.parse(text).orElseThrow();
  }

  @Test
  void chordsAreReadInAnyOrderAndCase() {
    assertEquals(chord("Shift+Shortcut+p"), chord("SHORTCUT+Shift+P"));
    assertEquals("Shortcut+Shift+P", chord("shift+shortcut+p").text());
    assertEquals(chord("Shortcut+0"), chord("Shortcut+DIGIT0"));
    assertEquals(Optional.empty(), KeyChord.parse("Shift+"));
    assertEquals(Optional.empty(), KeyChord.parse("Hyper+X"));
    assertEquals(Optional.empty(), KeyChord.parse("Ctrl"));
  }

  @Test
  void ownKeysReplaceDefaults() {
    keys.bind(commands.get("a"), chord("F9"));
    assertEquals(Map.of("a", "F9", "c", "Alt+DIGIT2", "gone", "F1"), saved);
    assertEquals(Optional.of(commands.get("a")), keys.command(chord("F9")));
    assertEquals(Optional.empty(), keys.command(chord("F5")));
    keys.bind(commands.get("a"), chord("F5"));
    assertFalse(saved.containsKey("a"), "the default need not be kept");
  }

  @Test
  void aKeyCanBeTakenAway() {
    keys.unbind(commands.get("a"));
    assertEquals(Optional.empty(), keys.key(commands.get("a")));
    assertEquals("", saved.get("a"));
    keys.reset(commands.get("a"));
    assertEquals(chord("F5"), keys.key(commands.get("a")).orElseThrow());
  }

  @Test
  void conflictsAreShownAndTheChosenOneWins() {
    keys.bind(commands.get("c"), chord("F5"));
    assertEquals(List.of(commands.get("c")), keys.conflicts(commands.get("a")));
    assertEquals(1, keys.allConflicts().size());
    assertEquals(Optional.of(commands.get("c")), keys.command(chord("F5")));
  }

  @Test
  void twoCommandsOfOneNameAreRefused() {
    org.junit.jupiter.api.Assertions.assertThrows(
        IllegalArgumentException.class,
        () -> commands.add(new Command("a", "", "", "", "", CommandCatalogue.ALWAYS, () -> {})));
  }

  @Test
  void thePaletteFindsAndRunsByLetters() {
    PaletteModel palette = new PaletteModel(commands, keys);
    palette.open();
    assertEquals(3, palette.hits().size());
    palette.queryProperty().set("rfi");
    assertEquals("a", palette.hits().getFirst().command().id());
    assertEquals("F5", palette.hits().getFirst().key());
    palette.accept().orElseThrow().run();
    assertEquals(1, runs);
  }

  @Test
  void thePaletteSaysWhyACommandCannotBeDone() {
    why.set("Open a script first");
    PaletteModel palette = new PaletteModel(commands, keys);
    palette.open();
    assertEquals("Open a script first", palette.hits().getLast().unavailable());
    palette.queryProperty().set("run file");
    assertEquals(Optional.empty(), palette.accept());
    assertFalse(commands.get("a").run());
    assertEquals(0, runs);
  }

  @Test
  void thePaletteGoesAroundAtItsEnds() {
    PaletteModel palette = new PaletteModel(commands, keys);
    palette.open();
    palette.move(-1);
    assertEquals(2, palette.selectedProperty().get());
    palette.move(1);
    assertEquals(0, palette.selectedProperty().get());
    palette.queryProperty().set("zzz");
    assertTrue(palette.hits().isEmpty());
    palette.move(1);
    assertEquals(Optional.empty(), palette.accept());
  }
}
