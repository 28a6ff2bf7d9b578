package gradwright.app.command;

import java.util.function.Predicate;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;

/// Does the command of a pressed key. Keys of commands that edit text go to the focused control alone: the editor does them itself,
/// and in other places they must not change what is in the editor.
public final class KeyDispatcher {
  private final KeyBindingsModel keys;
  private final Predicate<Command> ofControl;
  private boolean done;

  /// @param ofControl whether only the focused control may do a command by its key
  public KeyDispatcher(KeyBindingsModel keys, Predicate<Command> ofControl) {
    this.keys = keys;
    this.ofControl = ofControl;
  }

  public void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::dispatch);
    // A menu item has the key too, and would do the command wherever the keyboard is.
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::swallow);
  }

  /// The character of a key that did a command is not text, wherever the command moved the keyboard: Alt+0 types a 0 too.
  private void typed(KeyEvent event) {
    if (done) {
      event.consume();
    }
  }

  private void dispatch(KeyEvent event) {
    done = false;
    KeyPress.chord(event)
        .flatMap(keys::command)
        .filter(c -> !ofControl.test(c))
        .ifPresent(c -> {
          if (c.run()) {
            done = true;
            event.consume();
          }
        });
  }

  private void swallow(KeyEvent event) {
    if (KeyPress.chord(event).flatMap(keys::command).filter(ofControl).isPresent()) {
      event.consume();
    }
  }
}
