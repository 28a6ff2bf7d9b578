package gradwright.profiler.store;

import java.io.IOException;

/// A file holds no profile that can be read; the message says why, for a person.
public final class ProfileException extends IOException {
  private static final long serialVersionUID = 1L;

  public ProfileException(String message) {
    super(message);
  }

  public ProfileException(String message, Throwable cause) {
    super(message, cause);
  }
}
