package gradwright.numpy.ndarray.random;

/// A stream of random bits.
public abstract sealed class BitSource permits MersenneTwister, Pcg64 {
  /// The second number of a polar pair of normals, kept by the old generators; NaN where there is none.
  double spare = Double.NaN;

  abstract int next32();

  abstract long next64();

  /// A number in [0, 1) with 53 bits.
  abstract double nextDouble();

  /// A number in [0, 1) with 24 bits.
  final float nextFloat() {
    return (next32() >>> 8) * (1.0f / 16777216.0f);
  }

  /// The state as numbers, of a layout of its own for each class.
  public abstract long[] state();

  /// Continues from a state.
  public abstract void setState(long[] state);
}
