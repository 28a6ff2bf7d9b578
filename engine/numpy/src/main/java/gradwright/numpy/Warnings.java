package gradwright.numpy;

import gradwright.core.trace.Session;

/// Python warnings of the library, for whoever runs the session.
public final class Warnings {
  private Warnings() {}

  /// Warns the user: a Python category (`UserWarning`, `FutureWarning`) and its text.
  public static void warn(String category, String message) {
    Session.current().warn(category, message);
  }
}
