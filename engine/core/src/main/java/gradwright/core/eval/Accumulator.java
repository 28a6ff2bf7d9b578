package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;

/// Running results of a reduction, one for each kept element. Sums of floats run in double precision and are rounded once;
/// products are rounded at each step to the dtype's arithmetic, so that they overflow where it does.
abstract sealed class Accumulator {
  private static final int BLOCK = 4096;

  /// An accumulator of `kept` results, at the operation's identity.
  static Accumulator of(Reduction.Op op, DType t, int kept) {
    return switch (Blocks.rep(t)) {
      case FLOAT, DOUBLE -> new Reals(op, t, kept);
      case INT, LONG -> new Integers(op, t, kept);
      case COMPLEX -> new Complexes(op, kept);
    };
  }

  /// The identity of an operation on integers of a dtype.
  static long integerIdentity(Reduction.Op op, DType t) {
    return Integers.identity(op, t);
  }

  /// Folds `n` elements of a block, from `from`, into result `k`.
  abstract void fold(Object block, int from, int n, int k);

  /// Folds element `from + i` of a block into result `k + i`, for `n` of them.
  abstract void foldEach(Object block, int from, int n, int k);

  abstract Array result(Aval aval, Device device);

  /// Reduces the rows of a (rows, length) array.
  final void rows(Array x, int rows, int length) {
    if (length == 0 || rows == 0) {
      return;
    }
    MemorySegment m = x.memory();
    Object block = Blocks.buffer(Blocks.rep(x.dtype()), (int) Math.min(BLOCK, (long) rows * length));
    if (length <= BLOCK) {
      int perBlock = BLOCK / length;
      for (int r = 0; r < rows; r += perBlock) {
        int count = Math.min(perBlock, rows - r);
        Blocks.load(m, x.dtype(), (long) r * length, count * length, block);
        for (int i = 0; i < count; i++) {
          fold(block, i * length, length, r + i);
        }
      }
    } else {
      for (int r = 0; r < rows; r++) {
        for (int at = 0; at < length; at += BLOCK) {
          int n = Math.min(BLOCK, length - at);
          Blocks.load(m, x.dtype(), (long) r * length + at, n, block);
          fold(block, 0, n, r);
        }
        Session.current().poll();
      }
    }
    java.lang.ref.Reference.reachabilityFence(x);
  }

  /// Reduces the columns of a (length, columns) array.
  final void columns(Array x, int length, int columns) {
    MemorySegment m = x.memory();
    int n = Math.min(BLOCK, columns);
    Object block = Blocks.buffer(Blocks.rep(x.dtype()), n);
    for (int r = 0; r < length; r++) {
      for (int at = 0; at < columns; at += n) {
        int count = Math.min(n, columns - at);
        Blocks.load(m, x.dtype(), (long) r * columns + at, count, block);
        foldEach(block, 0, count, at);
      }
    }
    java.lang.ref.Reference.reachabilityFence(x);
  }

  private static final class Reals extends Accumulator {
    private final Reduction.Op op;
    private final boolean single;
    private final double[] results;

    Reals(Reduction.Op op, DType t, int kept) {
      this.op = op;
      this.single = Blocks.rep(t) == Blocks.Rep.FLOAT;
      results = new double[kept];
      double identity =
          switch (op) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            default -> throw new IllegalArgumentException(op + " of floats");
          };
      java.util.Arrays.fill(results, identity);
    }

    @Override
    void fold(Object block, int from, int n, int k) {
      double r = results[k];
      int end = from + n;
      if (block instanceof float[] x) {
        switch (op) {
          case SUM -> r += sum(x, from, end);
          case PROD -> {
            for (int i = from; i < end; i++) {
              r = (float) (r * x[i]);
            }
          }
          case MAX -> {
            float b = Float.NEGATIVE_INFINITY;
            for (int i = from; i < end; i++) {
              b = Math.max(b, x[i]);
            }
            r = Math.max(r, b);
          }
          default -> {
            float b = Float.POSITIVE_INFINITY;
            for (int i = from; i < end; i++) {
              b = Math.min(b, x[i]);
            }
            r = Math.min(r, b);
          }
        }
      } else {
        double[] x = (double[]) block;
        switch (op) {
          case SUM -> r += sum(x, from, end);
          case PROD -> {
            for (int i = from; i < end; i++) {
              r *= x[i];
            }
          }
          case MAX -> {
            for (int i = from; i < end; i++) {
              r = Math.max(r, x[i]);
            }
          }
          default -> {
            for (int i = from; i < end; i++) {
              r = Math.min(r, x[i]);
            }
          }
        }
      }
      results[k] = r;
    }

    private static double sum(float[] x, int from, int end) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = from;
      for (; i + 3 < end; i += 4) {
        a += x[i];
        b += x[i + 1];
        c += x[i + 2];
        d += x[i + 3];
      }
      for (; i < end; i++) {
        a += x[i];
      }
      return (a + b) + (c + d);
    }

    private static double sum(double[] x, int from, int end) {
      if (end - from > 128) {
        int middle = (from + end) >>> 1;
        return sum(x, from, middle) + sum(x, middle, end);
      }
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = from;
      for (; i + 3 < end; i += 4) {
        a += x[i];
        b += x[i + 1];
        c += x[i + 2];
        d += x[i + 3];
      }
      for (; i < end; i++) {
        a += x[i];
      }
      return (a + b) + (c + d);
    }

    @Override
    void foldEach(Object block, int from, int n, int k) {
      double[] r = results;
      if (block instanceof float[] x) {
        switch (op) {
          case SUM -> {
            for (int i = 0; i < n; i++) {
              r[k + i] += x[from + i];
            }
          }
          case PROD -> {
            for (int i = 0; i < n; i++) {
              r[k + i] = (float) (r[k + i] * x[from + i]);
            }
          }
          case MAX -> {
            for (int i = 0; i < n; i++) {
              r[k + i] = Math.max(r[k + i], x[from + i]);
            }
          }
          default -> {
            for (int i = 0; i < n; i++) {
              r[k + i] = Math.min(r[k + i], x[from + i]);
            }
          }
        }
        return;
      }
      double[] x = (double[]) block;
      switch (op) {
        case SUM -> {
          for (int i = 0; i < n; i++) {
            r[k + i] += x[from + i];
          }
        }
        case PROD -> {
          for (int i = 0; i < n; i++) {
            r[k + i] *= x[from + i];
          }
        }
        case MAX -> {
          for (int i = 0; i < n; i++) {
            r[k + i] = Math.max(r[k + i], x[from + i]);
          }
        }
        default -> {
          for (int i = 0; i < n; i++) {
            r[k + i] = Math.min(r[k + i], x[from + i]);
          }
        }
      }
    }

    @Override
    Array result(Aval aval, Device device) {
      return single ? Blocks.ofDoubles(aval, device, results) : Blocks.store(aval, device, results);
    }
  }

  private static final class Integers extends Accumulator {
    private final Reduction.Op op;
    private final long flip;
    private final DType type;
    private final long[] results;

    Integers(Reduction.Op op, DType t, int kept) {
      this.op = op;
      type = t;
      flip = t == DType.UINT64 ? Long.MIN_VALUE : 0;
      results = new long[kept];
      java.util.Arrays.fill(results, identity(op, t));
    }

    static long identity(Reduction.Op op, DType t) {
      int bits = t.isBool() ? 1 : t.bits();
      boolean signed = t.isSigned();
      return switch (op) {
        case SUM, OR, XOR -> 0;
        case PROD -> 1;
        case AND -> t.isBool() ? 1 : -1;
        case MAX -> signed ? -1L << (bits - 1) : 0;
        case MIN -> signed ? ~(-1L << (bits - 1)) : bits == 64 ? -1 : (1L << bits) - 1;
        case LOGSUMEXP -> throw new IllegalArgumentException(op + " of integers");
      };
    }

    private long combine(long a, long b) {
      return switch (op) {
        case SUM -> a + b;
        case PROD -> a * b;
        case MAX -> (a ^ flip) >= (b ^ flip) ? a : b;
        case MIN -> (a ^ flip) <= (b ^ flip) ? a : b;
        case AND -> a & b;
        case OR -> a | b;
        case XOR -> a ^ b;
        case LOGSUMEXP -> throw new IllegalArgumentException();
      };
    }

    @Override
    void fold(Object block, int from, int n, int k) {
      long r = results[k];
      if (block instanceof int[] x) {
        if (op == Reduction.Op.SUM) {
          for (int i = from; i < from + n; i++) {
            r += x[i];
          }
        } else {
          long mask = type == DType.UINT32 ? 0xffffffffL : -1L;
          for (int i = from; i < from + n; i++) {
            r = combine(r, x[i] & mask);
          }
        }
      } else {
        long[] x = (long[]) block;
        for (int i = from; i < from + n; i++) {
          r = combine(r, x[i]);
        }
      }
      results[k] = r;
    }

    @Override
    void foldEach(Object block, int from, int n, int k) {
      if (block instanceof int[] x) {
        long mask = type == DType.UINT32 ? 0xffffffffL : -1L;
        for (int i = 0; i < n; i++) {
          results[k + i] = combine(results[k + i], x[from + i] & mask);
        }
      } else {
        long[] x = (long[]) block;
        for (int i = 0; i < n; i++) {
          results[k + i] = combine(results[k + i], x[from + i]);
        }
      }
    }

    @Override
    Array result(Aval aval, Device device) {
      if (Blocks.rep(type) == Blocks.Rep.LONG) {
        return Blocks.store(aval, device, results);
      }
      int[] r = new int[results.length];
      for (int i = 0; i < r.length; i++) {
        r[i] = (int) results[i];
      }
      return Blocks.store(aval, device, r);
    }
  }

  private static final class Complexes extends Accumulator {
    private final Reduction.Op op;
    private final double[] results;

    Complexes(Reduction.Op op, int kept) {
      this.op = op;
      results = new double[2 * kept];
      for (int i = 0; i < kept; i++) {
        results[2 * i] =
            switch (op) {
              case SUM -> 0;
              case PROD -> 1;
              case MAX -> Double.NEGATIVE_INFINITY;
              case MIN -> Double.POSITIVE_INFINITY;
              default -> throw new IllegalArgumentException(op + " of complex numbers");
            };
      }
    }

    @Override
    void fold(Object block, int from, int n, int k) {
      for (int i = from; i < from + n; i++) {
        foldOne((double[]) block, i, k);
      }
    }

    @Override
    void foldEach(Object block, int from, int n, int k) {
      for (int i = 0; i < n; i++) {
        foldOne((double[]) block, from + i, k + i);
      }
    }

    private void foldOne(double[] x, int i, int k) {
      double a = results[2 * k];
      double b = results[2 * k + 1];
      double c = x[2 * i];
      double d = x[2 * i + 1];
      switch (op) {
        case SUM -> ComplexFunctions.set(results, 2 * k, a + c, b + d);
        case PROD -> ComplexFunctions.set(results, 2 * k, a * c - b * d, a * d + b * c);
        default -> {
          boolean max = op == Reduction.Op.MAX;
          boolean nan = a != a || b != b;
          boolean stays = nan || (max ? a > c || (a == c && b >= d) : a < c || (a == c && b <= d));
          if (!stays) {
            ComplexFunctions.set(results, 2 * k, c, d);
          }
        }
      }
    }

    @Override
    Array result(Aval aval, Device device) {
      return Blocks.store(aval, device, results);
    }
  }
}
