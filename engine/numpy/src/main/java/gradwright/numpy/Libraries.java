package gradwright.numpy;

import gradwright.numpy.catalogue.Catalogue;
import java.util.Map;

/// The catalogue of the engine's own function libraries.
public final class Libraries {
  private Libraries() {}

  /// A new catalogue of all modules: `jax.numpy`, `jax.lax`, `jax.nn`, `jax.random`, ...
  public static Catalogue catalogue() {
    return new Catalogue(Map.of("jax.numpy", NumpyLibrary::register));
  }
}
