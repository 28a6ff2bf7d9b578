package gradwright.app.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Questions of the editor to a person. Each call returns when it is answered.
public interface EditorDialogs {
  /// What to do with text that is not saved.
  enum Unsaved {
    SAVE,
    DISCARD,
    CANCEL
  }

  /// Documents with the given titles are about to be closed.
  Unsaved askAboutUnsaved(List<String> titles);

  /// Where to save a text.
  ///
  /// @param suggested a file or only its name
  Optional<Path> askWhereToSave(Path suggested);

  List<Path> askWhatToOpen();

  /// A line of text, such as the number of a line; `value` stands there at first.
  Optional<String> askForText(String title, String label, String value);

  /// Something did not work.
  void tell(String message);
}
