package gradwright.core.errors;

import org.jspecify.annotations.Nullable;

/// A mistake of the user, told in JAX's words. `kind` is the Python class that a script sees (`TypeError`, `ValueError`,
/// `IndexError`, `TracerBoolConversionError`, ...); the message's first line is JAX's own where JAX has one.
public final class JaxError extends RuntimeException {
  private final String kind;
  private final transient @Nullable Object subject;

  public JaxError(String kind, String message) {
    this(kind, message, null);
  }

  /// A mistake about a value, `subject`, so that a message can tell where the value came from.
  public JaxError(String kind, String message, @Nullable Object subject) {
    super(message);
    this.kind = kind;
    this.subject = subject;
  }

  /// The value that the message is about; null where it is about none.
  public @Nullable Object subject() {
    return subject;
  }

  public String kind() {
    return kind;
  }

  public static JaxError type(String message) {
    return new JaxError("TypeError", message);
  }

  public static JaxError value(String message) {
    return new JaxError("ValueError", message);
  }

  public static JaxError index(String message) {
    return new JaxError("IndexError", message);
  }

  /// A part of JAX that this engine does not have yet: said so, never guessed.
  public static JaxError notImplemented(String message) {
    return new JaxError("NotImplementedError", message);
  }
}
