package gradwright.core.errors;

/// Carries an error that code outside of the engine raised while the engine asked it for a part of a program, through places
/// that take the engine's own errors for bugs.
public final class OutsideError extends RuntimeException {
  private final RuntimeException raised;

  public OutsideError(RuntimeException raised) {
    super(raised);
    this.raised = raised;
  }

  /// The error as it was raised.
  public RuntimeException raised() {
    return raised;
  }
}
