package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.Arrays;

/// The reduction over sliding windows along one axis, of length `n`, that becomes one of length `m`.
record WindowAxis(Reduction.Op op, DType t, long outer, int n, int m, long inner, int[][] places) {
  private static final int BLOCK = 1024;
  private static final long ROWS_WORK = 1 << 14;

  WindowAxis(Reduction.ReduceWindow p, DType t, Shape s, int axis, int m) {
    this(p.op(), t, product(s, 0, axis), s.size(axis), m, product(s, axis + 1, s.rank()), places(p, s, axis, m));
  }

  private static long product(Shape s, int from, int to) {
    long n = 1;
    for (int i = from; i < to; i++) {
      n *= s.size(i);
    }
    return n;
  }

  /// The inputs that each output sees.
  private static int[][] places(Reduction.ReduceWindow p, Shape s, int axis, int m) {
    int[][] all = new int[m][];
    int gap = p.baseDilation().get(axis);
    int window = p.windowDimensions().get(axis);
    for (int o = 0; o < m; o++) {
      int[] seen = new int[window];
      int count = 0;
      for (int k = 0; k < window; k++) {
        int at = o * p.windowStrides().get(axis) + k * p.windowDilation().get(axis) - p.padLow().get(axis);
        if (at >= 0 && at % gap == 0 && at / gap < s.size(axis)) {
          seen[count++] = at / gap;
        }
      }
      all[o] = Arrays.copyOf(seen, count);
    }
    return all;
  }

  /// The size of the result.
  long resultBytes() {
    return outer * m * inner * t.byteSize();
  }

  /// Reduces the array at `from` to that at `to`.
  void run(long from, long to, Workers workers) {
    int bytes = t.byteSize();
    if (inner == 1) {
      workers.share(
          outer,
          Math.max(1, ROWS_WORK / Math.max(1, n)),
          (lo, hi) -> {
            for (long r = lo; r < hi; r++) {
              row(from + r * n * bytes, to + r * m * bytes);
            }
          });
      return;
    }
    long strips = (inner + BLOCK - 1) / BLOCK;
    long items = outer * m * strips;
    workers.share(
        items,
        Math.max(1, ROWS_WORK / Math.min(inner, BLOCK)),
        (lo, hi) -> {
          Strip strip = strip((int) Math.min(BLOCK, inner));
          for (long item = lo; item < hi; item++) {
            long column = item % strips * BLOCK;
            int count = (int) Math.min(BLOCK, inner - column);
            int o = (int) (item / strips % m);
            long base = item / strips / m;
            long source = from + (base * n * inner + column) * bytes;
            strip.reduce(source, inner * bytes, places[o], count, to + ((base * m + o) * inner + column) * bytes);
          }
        });
  }

  /// Combines lines of elements that lie at some places, `step` bytes apart.
  private interface Strip {
    void reduce(long from, long step, int[] places, int count, long to);
  }

  private Strip strip(int most) {
    if (t == DType.FLOAT32) {
      float[] r = new float[most];
      float[] line = new float[most];
      return (from, step, places, count, to) -> {
        Arrays.fill(r, 0, count, (float) identity());
        for (int place : places) {
          Raw.load(from + place * step, line, 0, count);
          combine(r, line, count);
        }
        Raw.store(r, 0, to, count);
      };
    }
    if (t.isFloat()) {
      double[] r = new double[most];
      double[] line = new double[most];
      return (from, step, places, count, to) -> {
        Arrays.fill(r, 0, count, identity());
        for (int place : places) {
          Elements.load(t, from + place * step, line, count);
          combine(r, line, count);
        }
        Elements.store(t, r, to, count);
      };
    }
    long[] r = new long[most];
    long[] line = new long[most];
    return (from, step, places, count, to) -> {
      Arrays.fill(r, 0, count, integerIdentity());
      for (int place : places) {
        Elements.load(t, from + place * step, line, count);
        combine(r, line, count);
      }
      Elements.store(t, r, to, count);
    };
  }

  private void combine(float[] r, float[] x, int n) {
    switch (op) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          r[i] += x[i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          r[i] *= x[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          r[i] = Math.max(r[i], x[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          r[i] = Math.min(r[i], x[i]);
        }
      }
    }
  }

  private void row(long from, long to) {
    if (t.isFloat()) {
      double[] x = new double[n];
      double[] y = new double[m];
      Elements.load(t, from, x, n);
      for (int o = 0; o < m; o++) {
        double r = identity();
        int[] seen = places[o];
        switch (op) {
          case SUM -> {
            for (int i : seen) {
              r += x[i];
            }
          }
          case PROD -> {
            for (int i : seen) {
              r *= x[i];
            }
          }
          case MAX -> {
            for (int i : seen) {
              r = Math.max(r, x[i]);
            }
          }
          default -> {
            for (int i : seen) {
              r = Math.min(r, x[i]);
            }
          }
        }
        y[o] = r;
      }
      Elements.store(t, y, to, m);
      return;
    }
    long[] x = new long[n];
    long[] y = new long[m];
    long[] one = new long[1];
    long[] r = new long[1];
    Elements.load(t, from, x, n);
    for (int o = 0; o < m; o++) {
      r[0] = integerIdentity();
      for (int i : places[o]) {
        one[0] = x[i];
        combine(r, one, 1);
      }
      y[o] = r[0];
    }
    Elements.store(t, y, to, m);
  }

  private double identity() {
    return switch (op) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private long integerIdentity() {
    int bits = t.isBool() ? 1 : t.bits();
    return switch (op) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX -> t.isSigned() ? -1L << bits - 1 : 0;
      default -> t.isSigned() ? ~(-1L << bits - 1) : bits == 64 ? -1 : (1L << bits) - 1;
    };
  }

  private void combine(double[] r, double[] x, int n) {
    switch (op) {
      case SUM -> {
        for (int i = 0; i < n; i++) {
          r[i] += x[i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          r[i] *= x[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          r[i] = Math.max(r[i], x[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          r[i] = Math.min(r[i], x[i]);
        }
      }
    }
  }

  private void combine(long[] r, long[] x, int n) {
    long flip = t == DType.UINT64 ? Long.MIN_VALUE : 0;
    for (int i = 0; i < n; i++) {
      r[i] =
          switch (op) {
            case SUM -> r[i] + x[i];
            case PROD -> r[i] * x[i];
            case MAX -> Math.max(r[i] ^ flip, x[i] ^ flip) ^ flip;
            default -> Math.min(r[i] ^ flip, x[i] ^ flip) ^ flip;
          };
    }
  }
}
