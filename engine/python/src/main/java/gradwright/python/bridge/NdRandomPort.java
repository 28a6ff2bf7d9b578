package gradwright.python.bridge;

/// NumPy's random generators for Python.
public final class NdRandomPort {
  private final Errors errors;

  NdRandomPort(Errors errors) {
    this.errors = errors;
  }
}
