package gradwright.python.bridge;

import org.graalvm.polyglot.Value;

/// What the `numpy` package sees of the engine; it works without the `jax` package.
public final class NumpyPorts {
  private final Errors errors;
  private final NdArrayPort arrays;
  private final UfuncPort ufuncs;
  private final NdAlgorithmPort algorithms;
  private final NdTextPort text;
  private final NdRandomPort random;

  NumpyPorts(Sessions sessions) {
    errors = new Errors(sessions, new Origins());
    arrays = new NdArrayPort(sessions, errors);
    ufuncs = new UfuncPort(errors);
    algorithms = new NdAlgorithmPort(errors);
    text = new NdTextPort(errors);
    random = new NdRandomPort(errors);
  }

  /// Stores the Python function that raises an exception.
  public void connect(Value raise) {
    errors.connect(raise);
  }

  public NdArrayPort arrays() {
    return arrays;
  }

  public UfuncPort ufuncs() {
    return ufuncs;
  }

  public NdAlgorithmPort algorithms() {
    return algorithms;
  }

  public NdTextPort text() {
    return text;
  }

  public NdRandomPort random() {
    return random;
  }
}
