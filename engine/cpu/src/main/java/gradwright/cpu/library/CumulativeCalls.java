package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// Running sums, products, extremes and log-sum-exps along an axis. Long rows are cut in parts: first each part's total
/// is computed, then each part from the total of those before it. Floats run in double precision.
final class CumulativeCalls {
  private static final int PART = 1 << 16;
  private static final long ROWS_WORK = 1 << 15;

  private CumulativeCalls() {}

  static LibraryCall find(Reduction.Cumulative p, Aval x) {
    DType t = x.dtype();
    Shape s = x.shape();
    Running running = Running.of(p.op(), t);
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
      long strips = (inner + Running.BLOCK - 1) / Running.BLOCK;
      long step = p.reverse() ? -inner * bytes : inner * bytes;
      return (in, out, workers) ->
          workers.share(
              outer * strips,
              1,
              (lo, hi) -> {
                for (long item = lo; item < hi; item++) {
                  long column = item % strips * Running.BLOCK;
                  long first = (item / strips * length + (p.reverse() ? length - 1 : 0)) * inner + column;
                  int n = (int) Math.min(Running.BLOCK, inner - column);
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
}
