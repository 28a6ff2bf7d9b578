package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// Running sums, products, extremes and log-sum-exps along an axis. Long rows are cut in parts: first each part's total
/// is computed, then each part from the total of those before it. Floats run in double precision.
final class CumulativeCalls {
  private static final int BLOCK = 2048;
  private static final int PART = 1 << 16;
  private static final long ROWS_WORK = 1 << 15;

  private CumulativeCalls() {}

  static LibraryCall find(Reduction.Cumulative p, Aval x) {
    DType t = x.dtype();
    Shape s = x.shape();
    Running running = running(p.op(), t);
    if (running == null) {
      return null;
    }
    if (s.elements() == 0) {
      return (_, _, _) -> {};
    }
    int length = s.size(p.axis());
    long below = 1;
    for (int i = p.axis() + 1; i < s.rank(); i++) {
      below *= s.size(i);
    }
    long inner = below;
    long outer = s.elements() / length / inner;
    long bytes = t.byteSize();
    if (inner > 1) {
      long strips = (inner + BLOCK - 1) / BLOCK;
      long step = p.reverse() ? -inner * bytes : inner * bytes;
      return (in, out, workers) ->
          workers.share(
              outer * strips,
              1,
              (lo, hi) -> {
                for (long item = lo; item < hi; item++) {
                  long column = item % strips * BLOCK;
                  long first = (item / strips * length + (p.reverse() ? length - 1 : 0)) * inner + column;
                  int n = (int) Math.min(BLOCK, inner - column);
                  running.columns(in[0] + first * bytes, out[0] + first * bytes, step, length, n);
                  workers.poll();
                }
              });
    }
    return (in, out, workers) -> {
      int parts = outer > 1 ? 1 : Math.max(1, Math.min(2 * workers.pool().threads(), length / PART));
      if (parts > 1 && workers.pool().threads() > 1) {
        parts(running, p.reverse(), in[0], out[0], length, parts, bytes, workers);
        return;
      }
      workers.share(
          outer,
          Math.max(1, ROWS_WORK / length),
          (lo, hi) -> {
            for (long r = lo; r < hi; r++) {
              long at = r * length * bytes;
              running.row(in[0] + at, out[0] + at, length, p.reverse(), running.start());
            }
          });
    };
  }

  private static void parts(
      Running running, boolean reverse, long in, long out, int length, int parts, long bytes, Workers workers) {
    Object[] totals = new Object[parts];
    workers.share(
        parts,
        1,
        (lo, hi) -> {
          for (int k = (int) lo; k < hi; k++) {
            int from = cut(length, k, parts);
            totals[k] = running.row(in + from * bytes, 0, cut(length, k + 1, parts) - from, reverse, running.start());
          }
        });
    Object[] starts = new Object[parts];
    Object before = running.start();
    for (int i = 0; i < parts; i++) {
      int k = reverse ? parts - 1 - i : i;
      starts[k] = before;
      before = running.join(before, totals[k]);
    }
    workers.share(
        parts,
        1,
        (lo, hi) -> {
          for (int k = (int) lo; k < hi; k++) {
            int from = cut(length, k, parts);
            running.row(in + from * bytes, out + from * bytes, cut(length, k + 1, parts) - from, reverse, starts[k]);
          }
        });
  }

  private static int cut(int n, int part, int parts) {
    return (int) ((long) n * part / parts);
  }

  /// An operation on elements of one type. Totals are `Double`, `Long`, or null for nothing yet.
  private interface Running {
    Object start();

    Object join(Object a, Object b);

    /// Runs along a contiguous row from a total; writes nothing if `out` is 0. Returns the new total.
    Object row(long in, long out, int length, boolean reverse, Object total);

    /// Runs down `n` neighbouring columns.
    void columns(long in, long out, long step, int length, int n);
  }

  private static Running running(Reduction.Op op, DType t) {
    if (t.isFloat()) {
      return switch (op) {
        case SUM, PROD, MAX, MIN, LOGSUMEXP -> new Reals(op, t);
        default -> null;
      };
    }
    if (t.isInteger()) {
      return switch (op) {
        case SUM, PROD, MAX, MIN -> new Integers(op, t);
        default -> null;
      };
    }
    return null;
  }

  private record Reals(Reduction.Op op, DType t) implements Running {
    @Override
    public Object start() {
      return switch (op) {
        case SUM -> 0.0;
        case PROD -> 1.0;
        case MIN -> Double.POSITIVE_INFINITY;
        default -> Double.NEGATIVE_INFINITY;
      };
    }

    @Override
    public Object join(Object a, Object b) {
      double[] v = {(Double) b};
      return combine(v, 1, false, (Double) a);
    }

    @Override
    public Object row(long in, long out, int length, boolean reverse, Object total) {
      double[] block = new double[Math.min(BLOCK, length)];
      double running = (Double) total;
      int bytes = t.byteSize();
      for (int done = 0; done < length; done += block.length) {
        int n = Math.min(block.length, length - done);
        long at = (long) (reverse ? length - done - n : done) * bytes;
        Elements.load(t, in + at, block, n);
        running = combine(block, n, reverse, running);
        if (out != 0) {
          Elements.store(t, block, out + at, n);
        }
      }
      return running;
    }

    private double combine(double[] x, int n, boolean reverse, double running) {
      int at = reverse ? n - 1 : 0;
      int step = reverse ? -1 : 1;
      double r = running;
      switch (op) {
        case SUM -> {
          for (int i = 0; i < n; i++, at += step) {
            r += x[at];
            x[at] = r;
          }
        }
        case PROD -> {
          boolean single = t != DType.FLOAT64;
          for (int i = 0; i < n; i++, at += step) {
            r *= x[at];
            r = single ? (float) r : r;
            x[at] = r;
          }
        }
        case MAX -> {
          for (int i = 0; i < n; i++, at += step) {
            r = Math.max(r, x[at]);
            x[at] = r;
          }
        }
        case MIN -> {
          for (int i = 0; i < n; i++, at += step) {
            r = Math.min(r, x[at]);
            x[at] = r;
          }
        }
        default -> {
          for (int i = 0; i < n; i++, at += step) {
            r = logAddExp(r, x[at]);
            x[at] = r;
          }
        }
      }
      return r;
    }

    @Override
    public void columns(long in, long out, long step, int length, int n) {
      double[] running = new double[n];
      double[] line = new double[n];
      for (int i = 0; i < length; i++) {
        Elements.load(t, in + i * step, i == 0 ? running : line, n);
        if (i > 0) {
          each(running, line, n);
        }
        Elements.store(t, running, out + i * step, n);
      }
    }

    private void each(double[] r, double[] x, int n) {
      switch (op) {
        case SUM -> {
          for (int i = 0; i < n; i++) {
            r[i] += x[i];
          }
        }
        case PROD -> {
          boolean single = t != DType.FLOAT64;
          for (int i = 0; i < n; i++) {
            double v = r[i] * x[i];
            r[i] = single ? (float) v : v;
          }
        }
        case MAX -> {
          for (int i = 0; i < n; i++) {
            r[i] = Math.max(r[i], x[i]);
          }
        }
        case MIN -> {
          for (int i = 0; i < n; i++) {
            r[i] = Math.min(r[i], x[i]);
          }
        }
        default -> {
          for (int i = 0; i < n; i++) {
            r[i] = logAddExp(r[i], x[i]);
          }
        }
      }
    }

    private static double logAddExp(double a, double b) {
      double m = Math.max(a, b);
      return Double.isInfinite(m) || m != m ? m : m + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
  }

  private record Integers(Reduction.Op op, DType t) implements Running {
    /// Makes unsigned 64-bit numbers order as signed ones.
    private long flip() {
      return t == DType.UINT64 ? Long.MIN_VALUE : 0;
    }

    @Override
    public Object start() {
      return switch (op) {
        case SUM -> 0L;
        case PROD -> 1L;
        case MIN -> Long.MAX_VALUE ^ flip();
        default -> Long.MIN_VALUE ^ flip();
      };
    }

    @Override
    public Object join(Object a, Object b) {
      return combine(new long[] {(Long) b}, 1, false, (Long) a);
    }

    @Override
    public Object row(long in, long out, int length, boolean reverse, Object total) {
      long[] block = new long[Math.min(BLOCK, length)];
      long running = (Long) total;
      int bytes = t.byteSize();
      for (int done = 0; done < length; done += block.length) {
        int n = Math.min(block.length, length - done);
        long at = (long) (reverse ? length - done - n : done) * bytes;
        Elements.load(t, in + at, block, n);
        running = combine(block, n, reverse, running);
        if (out != 0) {
          Elements.store(t, block, out + at, n);
        }
      }
      return running;
    }

    private long combine(long[] x, int n, boolean reverse, long running) {
      int at = reverse ? n - 1 : 0;
      int step = reverse ? -1 : 1;
      long flip = flip();
      long r = running;
      switch (op) {
        case SUM -> {
          for (int i = 0; i < n; i++, at += step) {
            r += x[at];
            x[at] = r;
          }
        }
        case PROD -> {
          for (int i = 0; i < n; i++, at += step) {
            r *= x[at];
            x[at] = r;
          }
        }
        case MAX -> {
          for (int i = 0; i < n; i++, at += step) {
            r = Math.max(r ^ flip, x[at] ^ flip) ^ flip;
            x[at] = r;
          }
        }
        default -> {
          for (int i = 0; i < n; i++, at += step) {
            r = Math.min(r ^ flip, x[at] ^ flip) ^ flip;
            x[at] = r;
          }
        }
      }
      return r;
    }

    @Override
    public void columns(long in, long out, long step, int length, int n) {
      long[] running = new long[n];
      long[] line = new long[n];
      long flip = flip();
      for (int k = 0; k < length; k++) {
        Elements.load(t, in + k * step, k == 0 ? running : line, n);
        if (k > 0) {
          switch (op) {
            case SUM -> {
              for (int i = 0; i < n; i++) {
                running[i] += line[i];
              }
            }
            case PROD -> {
              for (int i = 0; i < n; i++) {
                running[i] *= line[i];
              }
            }
            case MAX -> {
              for (int i = 0; i < n; i++) {
                running[i] = Math.max(running[i] ^ flip, line[i] ^ flip) ^ flip;
              }
            }
            default -> {
              for (int i = 0; i < n; i++) {
                running[i] = Math.min(running[i] ^ flip, line[i] ^ flip) ^ flip;
              }
            }
          }
        }
        Elements.store(t, running, out + k * step, n);
      }
    }
  }
}
