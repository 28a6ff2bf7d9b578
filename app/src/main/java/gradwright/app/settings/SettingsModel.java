package gradwright.app.settings;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The settings in force. Each change is saved at once.
public final class SettingsModel {
  private final JsonFile<Settings> file;
  private final ReadOnlyObjectWrapper<Settings> settings;
  private final Consumer<String> problems;
  private boolean reported;

  /// @param problems told in words what went wrong; of saves that fail, only once
  public SettingsModel(JsonFile<Settings> file, Consumer<String> problems) {
    this.file = file;
    this.problems = problems;
    JsonFile.Loaded<Settings> loaded = file.load();
    this.settings = new ReadOnlyObjectWrapper<>(loaded.value());
    Optional<String> problem = loaded.problem();
    problem.ifPresent(problems);
  }

  public ReadOnlyObjectProperty<Settings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  public Settings get() {
    return settings.get();
  }

  public void change(UnaryOperator<Settings> change) {
    Settings next = change.apply(get());
    if (next.equals(get())) {
      return;
    }
    settings.set(next);
    try {
      file.save(next);
      reported = false;
    } catch (IOException e) {
      if (!reported) {
        reported = true;
        problems.accept(
            "Settings cannot be saved in %s (%s). They hold until the window closes."
                .formatted(file.path(), JsonFile.reason(e)));
      }
    }
  }
}
