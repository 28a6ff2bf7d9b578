package gradwright.app.editor.file;

import java.io.IOException;

/// A file was not saved, and what it held is still there. The message says why, for a person.
public final class SaveException extends IOException {
  private static final long serialVersionUID = 1L;

  public SaveException(String message, Throwable cause) {
    super(message, cause);
  }
}
