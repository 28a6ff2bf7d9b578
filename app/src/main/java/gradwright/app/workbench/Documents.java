package gradwright.app.workbench;

import gradwright.app.run.Scripts;
import java.nio.file.Path;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.layout.Region;

/// Where files are edited, as the rest of the window sees it.
public interface Documents extends Scripts {
  Region view();

  /// Opens a file or brings it to the front; scrolls to a 1-based line unless that is 0.
  void open(Path file, int line);

  /// Begins a new file.
  void create();

  void save();

  void saveAll();

  /// Closes the file in front.
  void close();

  /// Whether no file is open.
  ObservableBooleanValue emptyProperty();

  void focus();

  /// Keeps what is not saved, for the next start.
  void shutDown();
}
