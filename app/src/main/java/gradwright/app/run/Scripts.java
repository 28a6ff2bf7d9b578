package gradwright.app.run;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.value.ObservableObjectValue;
import org.jspecify.annotations.Nullable;

/// Where scripts to run come from: the editor in front. Used on the window's thread.
public interface Scripts {
  /// The script in front, or null where there is none; a file that was never saved has a name all the same.
  ObservableObjectValue<@Nullable Path> frontProperty();

  /// The script in front as it is to be run; with `save` it is saved first where it can be.
  Optional<Script> front(boolean save);

  /// What is to be run.
  ///
  /// @param text the text where it differs from the file's, or null
  /// @param own whether the person wrote it in this window and it is in no folder yet
  /// @param selection the selected lines, or the line of the caret
  record Script(Path file, @Nullable String text, boolean own, Selection selection) {}

  /// Whole lines of a script; `firstLine` is 1-based.
  record Selection(String text, int firstLine) {}
}
