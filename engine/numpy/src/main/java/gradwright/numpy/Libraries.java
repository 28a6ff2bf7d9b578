package gradwright.numpy;

import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.fft.FftLibrary;
import gradwright.numpy.lax.LaxLibrary;
import gradwright.numpy.linalg.LinalgLibrary;
import gradwright.numpy.nn.NnLibrary;
import gradwright.numpy.random.RandomLibrary;
import java.util.Map;

/// The catalogue of the engine's own function libraries.
public final class Libraries {
  private Libraries() {}

  /// A new catalogue of all modules: `jax.numpy`, `jax.lax`, `jax.nn`, `jax.random`, ...
  public static Catalogue catalogue() {
    return new Catalogue(
        Map.of(
            "jax.numpy", NumpyLibrary::register,
            "jax.lax", LaxLibrary::register,
            "jax.numpy.fft", FftLibrary::register,
            "jax.numpy.linalg", LinalgLibrary::register,
            "jax.scipy.linalg", LinalgLibrary::registerScipy,
            "jax.nn", NnLibrary::register,
            "jax.nn.initializers", NnLibrary::registerInitializers,
            "jax.random", RandomLibrary::register));
  }
}
