package gradwright.numpy;

import gradwright.numpy.catalogue.Catalogue;

/// Enters all functions of `jax.numpy` in a catalogue module.
public final class NumpyLibrary {
  private NumpyLibrary() {}

  public static void register(Catalogue.Module m) {
    Elementary.register(m);
    Arithmetic.register(m);
    Comparison.register(m);
    Bitwise.register(m);
    Rounding.register(m);
    Classify.register(m);
    Selection.register(m);
    Reductions.register(m);
    Statistics.register(m);
    Creation.register(m);
    Ranges.register(m);
    Matrices.register(m);
    Layout.register(m);
    Joining.register(m);
    Taking.register(m);
    Products.register(m);
    Cumulations.register(m);
    NanReductions.register(m);
    Quantiles.register(m);
    Sorting.register(m);
    Searching.register(m);
    Counting.register(m);
    Differences.register(m);
    Padding.register(m);
    FloatParts.register(m);
    Integers.register(m);
    Edits.register(m);
    SetOperations.register(m);
    Covariance.register(m);
    Polynomials.register(m);
    Tapers.register(m);
    Bytes.register(m);
  }
}
