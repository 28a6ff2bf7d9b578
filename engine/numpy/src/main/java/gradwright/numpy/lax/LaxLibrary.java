package gradwright.numpy.lax;

import gradwright.numpy.catalogue.Catalogue;

/// Enters the functions of `jax.lax` that take no Python functions.
public final class LaxLibrary {
  private LaxLibrary() {}

  public static void register(Catalogue.Module m) {
    LaxElementwise.register(m);
    LaxShapes.register(m);
    LaxReductions.register(m);
    LaxIndexing.register(m);
    LaxProducts.register(m);
    LaxGeometry.register(m);
    LaxCollectives.register(m);
  }
}
