package gradwright.app.workbench;

import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/// Why commands cannot be done, as observable text.
final class Reasons {
  private Reasons() {}

  /// Empty while the condition holds.
  static StringBinding unless(ObservableBooleanValue condition, String why) {
    return Bindings.createStringBinding(() -> condition.get() ? "" : why, condition);
  }

  static StringBinding of(Callable<String> why, ObservableValue<?>... on) {
    return Bindings.createStringBinding(why, on);
  }
}
