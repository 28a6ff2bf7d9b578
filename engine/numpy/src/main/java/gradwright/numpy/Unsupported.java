package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.numpy.catalogue.Arguments;

/// Arguments that NumPy has and JAX refuses.
final class Unsupported {
  private Unsupported() {}

  /// JAX's NotImplementedError when an `out` argument was given.
  static void out(Arguments a, String function) {
    if (!a.isNone("out")) {
      throw JaxError.notImplemented("The 'out' argument to jnp." + function + " is not supported.");
    }
  }
}
