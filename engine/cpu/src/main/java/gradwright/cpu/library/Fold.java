package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;

/// A reduction of elements of a type, in double precision for floats.
record Fold(Reduction.Op op, DType t) {
  private static final int SUM_BLOCK = 4096;

  /// Running results, and a block of elements.
  static final class Room {
    private double[] d;
    private double[] x;
    private long[] l;
    private long[] y;
  }

  /// Room for `n` results.
  Room room(int n) {
    Room r = new Room();
    if (t.isFloat()) {
      r.d = new double[n];
      r.x = new double[n];
    } else {
      r.l = new long[n];
      r.y = new long[n];
    }
    return r;
  }

  /// Begins result `i` anew.
  void start(Room r, int i) {
    if (r.d != null) {
      r.d[i] =
          switch (op) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            default -> Double.POSITIVE_INFINITY;
          };
      return;
    }
    int bits = t.isBool() ? 1 : t.bits();
    r.l[i] =
        switch (op) {
          case PROD -> 1;
          case AND -> t.isBool() ? 1 : -1;
          case MAX -> t.isSigned() ? -1L << bits - 1 : 0;
          case MIN -> t.isSigned() ? ~(-1L << bits - 1) : bits == 64 ? -1 : (1L << bits) - 1;
          default -> 0;
        };
  }

  /// Stores the first `n` results.
  void store(Room r, int n, long to) {
    if (r.d != null) {
      Elements.store(t, r.d, to, n);
    } else {
      Elements.store(t, r.l, to, n);
    }
  }

  /// Folds the first result of another room into that of this.
  void join(Room r, Room other) {
    if (r.d != null) {
      r.d[0] = combine(r.d[0], other.d[0]);
    } else {
      r.l[0] = combine(r.l[0], other.l[0]);
    }
  }

  /// Folds a contiguous row into the first result.
  void row(long from, long length, Room r) {
    if (t == DType.FLOAT32 && op != Reduction.Op.PROD) {
      float[] block = new float[(int) Math.min(SUM_BLOCK, length)];
      for (long at = 0; at < length; at += block.length) {
        int n = (int) Math.min(block.length, length - at);
        Raw.load(from + 4 * at, block, 0, n);
        r.d[0] = combine(r.d[0], fold(block, n));
      }
      return;
    }
    int block = r.d != null ? r.x.length : r.y.length;
    for (long at = 0; at < length; at += block) {
      int n = (int) Math.min(block, length - at);
      if (r.d != null) {
        Elements.load(t, from + at * t.byteSize(), r.x, n);
        r.d[0] = fold(r.x, n, r.d[0]);
      } else {
        Elements.load(t, from + at * t.byteSize(), r.y, n);
        long v = r.l[0];
        for (int i = 0; i < n; i++) {
          v = combine(v, r.y[i]);
        }
        r.l[0] = v;
      }
    }
  }

  private double fold(float[] x, int n) {
    float r = x[0];
    switch (op) {
      case MAX -> {
        for (int i = 1; i < n; i++) {
          r = Math.max(r, x[i]);
        }
      }
      case MIN -> {
        for (int i = 1; i < n; i++) {
          r = Math.min(r, x[i]);
        }
      }
      default -> {
        return sum(x, n);
      }
    }
    return r;
  }

  private static double sum(float[] x, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int i = 0;
    for (; i + 7 < n; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < n; i++) {
      a += x[i];
    }
    return (a + b + (c + d)) + (e + f + (g + h));
  }

  private double fold(double[] x, int n, double start) {
    double r = start;
    switch (op) {
      case SUM -> {
        double a = 0;
        double b = 0;
        double c = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
          r += x[i];
          a += x[i + 1];
          b += x[i + 2];
          c += x[i + 3];
        }
        for (; i < n; i++) {
          r += x[i];
        }
        r = r + a + (b + c);
      }
      case PROD -> {
        boolean single = t != DType.FLOAT64;
        for (int i = 0; i < n; i++) {
          r *= x[i];
          r = single ? (float) r : r;
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          r = Math.max(r, x[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          r = Math.min(r, x[i]);
        }
      }
    }
    return r;
  }

  /// Folds a line into as many results.
  void each(long from, int n, Room r) {
    if (r.d == null) {
      Elements.load(t, from, r.y, n);
      for (int i = 0; i < n; i++) {
        r.l[i] = combine(r.l[i], r.y[i]);
      }
      return;
    }
    Elements.load(t, from, r.x, n);
    double[] d = r.d;
    double[] x = r.x;
    switch (op) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          d[i] += x[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          d[i] = Math.max(d[i], x[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          d[i] = Math.min(d[i], x[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          d[i] = combine(d[i], x[i]);
        }
      }
    }
  }

  private double combine(double a, double b) {
    return switch (op) {
      case SUM -> a + b;
      case PROD -> t == DType.FLOAT64 ? a * b : (float) (a * b);
      case MAX -> Math.max(a, b);
      default -> Math.min(a, b);
    };
  }

  private long combine(long a, long b) {
    long flip = t == DType.UINT64 ? Long.MIN_VALUE : 0;
    return switch (op) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a ^ flip, b ^ flip) ^ flip;
      case MIN -> Math.min(a ^ flip, b ^ flip) ^ flip;
      case AND -> a & b;
      case OR -> a | b;
      default -> a ^ b;
    };
  }
}
