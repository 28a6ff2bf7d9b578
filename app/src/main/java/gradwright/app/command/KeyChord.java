package gradwright.app.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A key with its modifiers, without the toolkit: `Shortcut+Shift+P`. Two chords are equal where the same press means both.
///
/// @param key JavaFX's name of the key in upper case, `P`, `F5`, `ENTER`
public record KeyChord(Set<Modifier> modifiers, String key) {

  /// `SHORTCUT` is Command on macOS and Control elsewhere.
  public enum Modifier {
    SHORTCUT("Shortcut"),
    CTRL("Ctrl"),
    ALT("Alt"),
    SHIFT("Shift"),
    META("Meta");

    private final String text;

    Modifier(String text) {
      this.text = text;
    }
  }

  public KeyChord {
    modifiers = Set.copyOf(modifiers);
  }

  /// Reads a chord; empty where the text is none. On other systems than macOS `Ctrl` is the same as `Shortcut`.
  public static Optional<KeyChord> parse(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split("\\+")));
    if (text.isBlank() || parts.isEmpty()) {
      return Optional.empty();
    }
    Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
    for (String part : parts.subList(0, parts.size() - 1)) {
      Optional<Modifier> modifier = modifier(part);
      if (modifier.isEmpty()) {
        return Optional.empty();
      }
      modifiers.add(modifier.get());
    }
    String key = parts.getLast().trim().toUpperCase(Locale.ROOT).replace(' ', '_');
    if (key.length() == 1 && Character.isDigit(key.charAt(0))) {
      key = "DIGIT" + key;
    }
    return key.isEmpty() || modifier(key).isPresent() ? Optional.empty() : Optional.of(new KeyChord(modifiers, key));
  }

  private static Optional<Modifier> modifier(String text) {
    return switch (text.trim().toUpperCase(Locale.ROOT)) {
      case "SHORTCUT" -> Optional.of(Modifier.SHORTCUT);
      case "CTRL", "CONTROL" -> Optional.of(isMac() ? Modifier.CTRL : Modifier.SHORTCUT);
      case "ALT" -> Optional.of(Modifier.ALT);
      case "SHIFT" -> Optional.of(Modifier.SHIFT);
      case "META" -> Optional.of(isMac() ? Modifier.SHORTCUT : Modifier.META);
      default -> Optional.empty();
    };
  }

  static boolean isMac() {
    return System.getProperty("os.name", "").startsWith("Mac");
  }

  /// As settings keep it.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Modifier m : Modifier.values()) {
      if (modifiers.contains(m)) {
        text.append(m.text).append('+');
      }
    }
    return text.append(key).toString();
  }

  /// As a person reads it: `Ctrl+Shift+P`.
  public String display() {
    String named =
        switch (key) {
          case "ENTER", "ESCAPE", "DELETE", "SPACE", "TAB", "UP", "DOWN", "LEFT", "RIGHT", "HOME", "END", "INSERT" ->
              key.charAt(0) + key.substring(1).toLowerCase(Locale.ROOT);
          case "EQUALS", "PLUS", "ADD" -> key.equals("EQUALS") ? "=" : "Plus";
          case "MINUS", "SUBTRACT" -> "-";
          case "SLASH" -> "/";
          case "COMMA" -> ",";
          case "PERIOD" -> ".";
          case "BACK_QUOTE" -> "`";
          case "OPEN_BRACKET" -> "[";
          case "CLOSE_BRACKET" -> "]";
          case "BACK_SLASH" -> "\\";
          case "PAGE_UP" -> "Page Up";
          case "PAGE_DOWN" -> "Page Down";
          default -> key.startsWith("DIGIT") ? key.substring("DIGIT".length()) : key;
        };
    String prefix = text().substring(0, text().length() - key.length());
    return prefix.replace("Shortcut", isMac() ? "Cmd" : "Ctrl") + named;
  }
}
