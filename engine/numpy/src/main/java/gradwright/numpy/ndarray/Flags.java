package gradwright.numpy.ndarray;

/// The floating-point conditions that an operation met, as NumPy counts them.
public final class Flags {
  public static final int DIVIDE = 1;
  public static final int OVER = 2;
  public static final int UNDER = 4;
  public static final int INVALID = 8;

  private int bits;

  void raise(int flag) {
    bits |= flag;
  }

  public int bits() {
    return bits;
  }

  /// Looks for results that no operand explains: NaN of numbers, infinities of finite ones.
  ///
  /// @param poles whether infinities come of poles where an operand is an exact number, rather than of size
  void inspect(double[] a, double[] b, double[] out, int n, double largest, Poles poles) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(out[i]) <= largest)) {
        classify(a[i], b == null ? 0 : b[i], out[i], poles);
      }
    }
  }

  private void classify(double a, double b, double out, Poles poles) {
    if (Double.isNaN(out)) {
      if (!Double.isNaN(a) && !Double.isNaN(b)) {
        bits |= INVALID;
      }
    } else if (!Double.isInfinite(a) && !Double.isInfinite(b) && !Double.isNaN(a) && !Double.isNaN(b)) {
      bits |= poles.at(a, b) ? DIVIDE : OVER;
    }
  }

  /// Tells the operands at which a function is infinite.
  interface Poles {
    Poles NONE = (a, b) -> false;

    boolean at(double a, double b);
  }
}
