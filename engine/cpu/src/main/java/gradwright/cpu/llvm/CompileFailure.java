package gradwright.cpu.llvm;

/// A kernel could not be compiled; the message is LLVM's. Callers fall back to another way of running the operation.
public final class CompileFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// A failure with LLVM's own message.
  public CompileFailure(String message) {
    super(message);
  }

  /// A failure with its cause.
  public CompileFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
