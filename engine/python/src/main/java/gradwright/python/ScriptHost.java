package gradwright.python;

import org.graalvm.polyglot.Context;

/// What connects a Python context to the engine.
///
/// Implementations are found with [java.util.ServiceLoader]; each context gets fresh ones, so two contexts share no
/// engine state through them.
public interface ScriptHost {
  /// Puts the host objects that the Python packages need into `context`, before any Python code runs.
  ///
  /// Called on the thread that will run the script.
  void install(Context context);

  /// Asks work that runs in Java on behalf of the script to stop soon.
  ///
  /// Called from another thread when the user interrupts. Python code itself is interrupted separately: this reaches
  /// the loops that Python cannot see. An implementation sets its cancellation token, and lets the operation that
  /// notices it raise `KeyboardInterrupt` in Python and clear the token again.
  default void cancel() {}

  /// Forgets a [#cancel] that nothing has noticed: the program that it was meant for has ended.
  default void resume() {}

  /// Releases what the host holds, after the script and its exit handlers have ended.
  default void close() {}
}
