package gradwright.compiler.graph;

/// A program that this compiler cannot take; the message says why.
public final class UnsupportedProgram extends RuntimeException {
  public UnsupportedProgram(String message) {
    super(message);
  }
}
