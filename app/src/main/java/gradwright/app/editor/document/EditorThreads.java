package gradwright.app.editor.document;

import java.time.Duration;

/// The one gateway between the window's thread, on which documents live, and work that takes time.
public interface EditorThreads {
  /// Runs on a thread that may wait.
  void background(Runnable work);

  /// Runs on the window's thread, soon.
  void window(Runnable work);

  /// Runs on the window's thread after a while.
  ///
  /// @return cancels it
  Runnable after(Duration delay, Runnable work);
}
