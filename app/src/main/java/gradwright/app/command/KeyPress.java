package gradwright.app.command;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Between JavaFX's keys and [KeyChord].
public final class KeyPress {
  private KeyPress() {}

  /// The chord that a press makes; empty for a modifier alone.
  public static Optional<KeyChord> chord(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code.isModifierKey() || code == KeyCode.UNDEFINED) {
      return Optional.empty();
    }
    Set<KeyChord.Modifier> modifiers = EnumSet.noneOf(KeyChord.Modifier.class);
    if (event.isShortcutDown()) {
      modifiers.add(KeyChord.Modifier.SHORTCUT);
    }
    if (event.isControlDown() && KeyChord.isMac()) {
      modifiers.add(KeyChord.Modifier.CTRL);
    }
    if (event.isMetaDown() && !KeyChord.isMac()) {
      modifiers.add(KeyChord.Modifier.META);
    }
    if (event.isAltDown()) {
      modifiers.add(KeyChord.Modifier.ALT);
    }
    if (event.isShiftDown()) {
      modifiers.add(KeyChord.Modifier.SHIFT);
    }
    return Optional.of(new KeyChord(modifiers, code.name()));
  }

  static Optional<KeyCombination> combination(KeyChord chord) {
    try {
      KeyCode code = KeyCode.valueOf(chord.key());
      String prefix = chord.text().substring(0, chord.text().length() - chord.key().length());
      return Optional.of(KeyCombination.valueOf(prefix + code.getName()));
    } catch (IllegalArgumentException e) {
      // A settings file may name keys that there are not.
      return Optional.empty();
    }
  }
}
