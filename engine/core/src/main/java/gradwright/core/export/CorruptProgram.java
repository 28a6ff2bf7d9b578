package gradwright.core.export;

/// Bytes that are no encoded program.
public final class CorruptProgram extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptProgram(String message) {
    super(message);
  }

  CorruptProgram(String message, Throwable cause) {
    super(message, cause);
  }
}
