package gradwright.protocol;

/// The engine is lost, or it refused a question; the message says which and why, for a person.
public final class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionException(String message) {
    super(message);
  }
}
