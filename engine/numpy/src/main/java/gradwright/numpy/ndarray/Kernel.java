package gradwright.numpy.ndarray;

/// The loop of a ufunc over blocks of operands held in Java arrays.
sealed interface Kernel {
  /// Over doubles. Of complex numbers each element is a pair where `pairs` says so.
  record Doubles(Loop loop) implements Kernel {}

  /// Over longs.
  record Longs(LongLoop loop) implements Kernel {}

  /// Complex numbers to complex numbers.
  record Pairs(Loop loop) implements Kernel {}

  /// Complex numbers to doubles.
  record PairsToDoubles(Loop loop) implements Kernel {}

  /// `b` is null for one operand.
  interface Loop {
    void run(double[] a, double[] b, double[] out, int n);
  }

  /// `b` is null for one operand.
  interface LongLoop {
    void run(long[] a, long[] b, long[] out, int n, Flags flags);
  }

  /// A function of one double.
  interface Unary {
    double of(double x);
  }

  /// A function of two doubles.
  interface Binary {
    double of(double x, double y);
  }

  /// A function of two longs.
  interface LongBinary {
    long of(long x, long y);
  }
}
