package gradwright.numpy.ndarray;

import gradwright.core.value.Bits;

/// How one ufunc folds rows of numbers, in its type's own precision.
final class Folding {
  private final Ufunc f;
  private final ElementType type;
  private final Kernel kernel;
  private final Flags flags;

  Folding(Ufunc f, ElementType type, Kernel kernel, Flags flags) {
    this.f = f;
    this.type = type;
    this.kernel = kernel;
    this.flags = flags;
  }

  private boolean anyOrder() {
    return switch (f.name) {
      case "maximum",
          "minimum",
          "fmax",
          "fmin",
          "logical_and",
          "logical_or",
          "bitwise_and",
          "bitwise_or",
          "bitwise_xor" ->
          true;
      default -> false;
    };
  }

  /// Rounds results to the type.
  void round(double[] v, int n) {
    if (type.real() == ElementType.FLOAT32) {
      for (int i = 0; i < n; i++) {
        v[i] = (float) v[i];
      }
    } else if (type.size() == 2 && type.isFloat()) {
      for (int i = 0; i < n; i++) {
        v[i] = Bits.round(type.engine(), v[i]);
      }
    }
  }

  /// `start` and the next `n` numbers folded.
  double doubles(Source source, double start, long n) {
    if (f.name.equals("add")) {
      double[] buffer = new double[(int) Math.min(n, 8192)];
      double[] s = {
        type == ElementType.FLOAT64
            ? start + sum(source, n, buffer)
            : (double) ((float) start + sumSingle(source, n, buffer))
      };
      round(s, 1);
      return s[0];
    }
    Kernel.Loop k = ((Kernel.Doubles) kernel).loop();
    double[] acc = {start};
    int block = (int) Math.min(n, 1024);
    double[] x = new double[block];
    if (anyOrder() && n >= 2 * block) {
      double[] wide = new double[block];
      java.util.Arrays.fill(wide, start);
      for (long i = 0; i < n; i += block) {
        int m = (int) Math.min(block, n - i);
        source.load(x, m);
        k.run(wide, x, wide, m);
      }
      System.arraycopy(wide, 0, x, 0, block);
      return each(k, acc, x, block);
    }
    for (long i = 0; i < n; i += block) {
      int m = (int) Math.min(block, n - i);
      source.load(x, m);
      each(k, acc, x, m);
    }
    return acc[0];
  }

  private double each(Kernel.Loop k, double[] acc, double[] x, int m) {
    double[] one = new double[1];
    for (int j = 0; j < m; j++) {
      one[0] = x[j];
      k.run(acc, one, acc, 1);
      round(acc, 1);
    }
    return acc[0];
  }

  /// Where the next numbers come from.
  interface Source {
    void load(double[] to, int n);
  }

  /// Where the next whole numbers come from.
  interface LongSource {
    void load(long[] to, int n);
  }

  private static double sum(Source s, long n, double[] buffer) {
    if (n <= buffer.length) {
      s.load(buffer, (int) n);
      return Sums.pairwise(buffer, 0, (int) n);
    }
    long half = n / 2;
    half -= half % 8;
    double left = sum(s, half, buffer);
    return left + sum(s, n - half, buffer);
  }

  private static float sumSingle(Source s, long n, double[] buffer) {
    if (n <= buffer.length) {
      s.load(buffer, (int) n);
      return Sums.pairwiseSingle(buffer, 0, (int) n);
    }
    long half = n / 2;
    half -= half % 8;
    float left = sumSingle(s, half, buffer);
    return left + sumSingle(s, n - half, buffer);
  }

  /// `start` and the next `n` whole numbers folded.
  long longs(LongSource source, long start, long n) {
    Kernel.LongLoop k = ((Kernel.Longs) kernel).loop();
    int block = (int) Math.min(n, 1024);
    long[] x = new long[block];
    long[] acc = {start};
    boolean add = f.name.equals("add") && type != ElementType.BOOL;
    for (long i = 0; i < n; i += block) {
      int m = (int) Math.min(block, n - i);
      source.load(x, m);
      if (add) {
        long s = 0;
        for (int j = 0; j < m; j++) {
          s += x[j];
        }
        acc[0] += s;
        continue;
      }
      long[] one = new long[1];
      for (int j = 0; j < m; j++) {
        one[0] = x[j];
        k.run(acc, one, acc, 1, flags);
      }
    }
    return acc[0];
  }

  /// Folds the next `n` pairs into `acc`.
  void pairs(Source source, double[] acc, long n) {
    double[] x = new double[(int) (2 * n)];
    source.load(x, (int) n);
    if (f.name.equals("add")) {
      double[] s = new double[2];
      Sums.pairwisePairs(x, 0, (int) n, s);
      acc[0] += s[0];
      acc[1] += s[1];
      round(acc, 2);
      return;
    }
    Kernel.Loop k = ((Kernel.Pairs) kernel).loop();
    double[] one = new double[2];
    for (int j = 0; j < n; j++) {
      one[0] = x[2 * j];
      one[1] = x[2 * j + 1];
      k.run(acc.clone(), one, acc, 1);
      round(acc, 2);
    }
  }
}
