package gradwright.app.command;

import java.util.function.Predicate;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;

/// Does the command of a pressed key. Keys of commands that edit text go to the focused control first, which may have its own
/// idea of them.
public final class KeyDispatcher {
  private final KeyBindingsModel keys;
  private final Predicate<Command> controlFirst;

  public KeyDispatcher(KeyBindingsModel keys, Predicate<Command> controlFirst) {
    this.keys = keys;
    this.controlFirst = controlFirst;
  }

  public void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> dispatch(e, false));
    scene.addEventHandler(KeyEvent.KEY_PRESSED, e -> dispatch(e, true));
  }

  private void dispatch(KeyEvent event, boolean afterControl) {
    KeyPress.chord(event)
        .flatMap(keys::command)
        .filter(c -> controlFirst.test(c) == afterControl)
        .ifPresent(c -> {
          if (c.run()) {
            event.consume();
          }
        });
  }
}
