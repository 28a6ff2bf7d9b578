package gradwright.core.errors;

/// A mistake of the user, told in JAX's words. `kind` is the Python class that a script sees (`TypeError`, `ValueError`,
/// `IndexError`, `TracerBoolConversionError`, ...); the message's first line is JAX's own where JAX has one.
public final class JaxError extends RuntimeException {
  private final String kind;

  public JaxError(String kind, String message) {
    super(message);
    this.kind = kind;
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
