package gradwright.numpy;

import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.fft.FftLibrary;
import gradwright.numpy.lax.LaxLibrary;
import gradwright.numpy.lax.LaxLinalg;
import gradwright.numpy.linalg.LinalgLibrary;
import gradwright.numpy.nn.NnLibrary;
import gradwright.numpy.random.RandomLibrary;
import gradwright.numpy.scipy.NormLibrary;
import gradwright.numpy.scipy.SpecialLibrary;
import java.util.Map;

/// The catalogue of the engine's own function libraries.
public final class Libraries {
  private Libraries() {}

  /// A new catalogue of all modules: `jax.numpy`, `jax.lax`, `jax.nn`, `jax.random`, ...
  public static Catalogue catalogue() {
    return new Catalogue(
        Map.ofEntries(
            Map.entry("jax.numpy", NumpyLibrary::register),
            Map.entry("jax.lax", LaxLibrary::register),
            Map.entry("jax.lax.linalg", LaxLinalg::register),
            Map.entry("jax.numpy.fft", FftLibrary::register),
            Map.entry("jax.numpy.linalg", LinalgLibrary::register),
            Map.entry("jax.scipy.linalg", LinalgLibrary::registerScipy),
            Map.entry("jax.nn", NnLibrary::register),
            Map.entry("jax.nn.initializers", NnLibrary::registerInitializers),
            Map.entry("jax.random", RandomLibrary::register),
            Map.entry("jax.scipy.special", SpecialLibrary::register),
            Map.entry("jax.scipy.stats.norm", NormLibrary::register)));
  }
}
