package gradwright.app.command;

import javafx.beans.value.ObservableStringValue;

/// Something that a person can have done.
///
/// @param id `run.file`; settings refer to it
/// @param category the menu it stands in, `Run`
/// @param text `Run File`; ends with an ellipsis where a dialog asks for more
/// @param icon an Ikonli literal, `fth-play`, or empty
/// @param key the default key as JavaFX writes it, `Shortcut+Shift+P`, or empty
/// @param unavailable why it cannot be done now, in words; empty while it can
public record Command(
    String id,
    String category,
    String text,
    String icon,
    String key,
    ObservableStringValue unavailable,
    Runnable action) {

  public boolean isAvailable() {
    return unavailable.get().isEmpty();
  }

  /// Does it, if it can be done now.
  public boolean run() {
    if (!isAvailable()) {
      return false;
    }
    action.run();
    return true;
  }
}
