package gradwright.numpy;

import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.fft.CosineTransforms;
import gradwright.numpy.fft.FftLibrary;
import gradwright.numpy.lax.LaxLibrary;
import gradwright.numpy.lax.LaxLinalg;
import gradwright.numpy.linalg.LinalgLibrary;
import gradwright.numpy.nn.NnLibrary;
import gradwright.numpy.random.RandomLibrary;
import gradwright.numpy.scipy.GridSampling;
import gradwright.numpy.scipy.Quaternions;
import gradwright.numpy.scipy.SpecialLibrary;
import gradwright.numpy.scipy.StatsLibrary;
import gradwright.numpy.signal.SignalLibrary;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The catalogue of the engine's own function libraries.
public final class Libraries {
  private Libraries() {}

  /// A new catalogue of all modules: `jax.numpy`, `jax.lax`, `jax.nn`, `jax.random`, ...
  public static Catalogue catalogue() {
    Map<String, Consumer<Catalogue.Module>> libraries = new HashMap<>(StatsLibrary.modules());
    libraries.put("jax.numpy", NumpyLibrary::register);
    libraries.put("jax.numpy.ufunc", UfuncReductions::register);
    libraries.put("jax.lax", LaxLibrary::register);
    libraries.put("jax.lax.linalg", LaxLinalg::register);
    libraries.put("jax.numpy.fft", FftLibrary::register);
    libraries.put("jax.numpy.linalg", LinalgLibrary::register);
    libraries.put("jax.scipy.linalg", LinalgLibrary::registerScipy);
    libraries.put("jax.scipy.linalg._parts", LinalgLibrary::registerParts);
    libraries.put("jax.scipy.signal", SignalLibrary::register);
    libraries.put("jax.scipy.fft", CosineTransforms::register);
    libraries.put("jax.scipy.ndimage", GridSampling::registerImages);
    libraries.put("jax.scipy.interpolate._grid", GridSampling::registerGrids);
    libraries.put("jax.scipy.cluster.vq", GridSampling::registerClusters);
    libraries.put("jax.scipy.spatial.transform._rotations", Quaternions::register);
    libraries.put("jax.scipy.special", SpecialLibrary::register);
    libraries.put("jax.nn", NnLibrary::register);
    libraries.put("jax.nn.initializers", NnLibrary::registerInitializers);
    libraries.put("jax.random", RandomLibrary::register);
    return new Catalogue(libraries);
  }
}
