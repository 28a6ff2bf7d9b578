package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;

/// Reductions over neighbouring axes. Sums of floats run in double precision and are rounded once. Few long rows are
/// cut in parts for the workers.
final class ReduceCalls {
  private static final int BLOCK = 1024;
  private static final long PART = 1 << 16;

  private ReduceCalls() {}

  static LibraryCall find(Reduction.Reduce p, Aval x, Aval out) {
    DType t = x.dtype();
    boolean known =
        switch (p.op()) {
          case SUM, PROD, MAX, MIN -> t.isFloat() || t.isInteger() || t.isBool() && p.op().ordinal() > 1;
          case AND, OR, XOR -> t.isInteger() || t.isBool();
          case LOGSUMEXP -> false;
        };
    if (!known || p.axes().isEmpty() || out.dtype() != t || x.shape().elements() == 0) {
      return null;
    }
    Shape s = x.shape();
    Ints axes = p.axes().sorted();
    int first = axes.get(0);
    int end = first + axes.size();
    long outer = 1;
    long length = 1;
    long inner = 1;
    for (int i = 0; i < s.rank(); i++) {
      if (i < first) {
        outer *= s.size(i);
      } else if (i < end) {
        if (!axes.contains(i)) {
          return null;
        }
        length *= s.size(i);
      } else {
        inner *= s.size(i);
      }
    }
    Fold fold = new Fold(p.op(), t);
    return inner == 1 ? rows(fold, outer, length) : columns(fold, outer, length, inner);
  }

  private static LibraryCall rows(Fold fold, long rows, long length) {
    int bytes = fold.t().byteSize();
    return (in, out, workers) -> {
      int parts = (int) Math.clamp(Math.min(4L * workers.pool().threads() / rows, length / PART), 1, 64);
      if (parts == 1) {
        workers.share(
            rows,
            Math.max(1, PART / length),
            (lo, hi) -> {
              Fold.Room room = fold.room((int) Math.min(BLOCK, length));
              for (long r = lo; r < hi; r++) {
                fold.start(room, 0);
                fold.row(in[0] + r * length * bytes, length, room);
                fold.store(room, 1, out[0] + r * bytes);
              }
            });
        return;
      }
      Fold.Room[] totals = new Fold.Room[(int) rows * parts];
      workers.share(
          totals.length,
          1,
          (lo, hi) -> {
            for (int k = (int) lo; k < hi; k++) {
              Fold.Room room = fold.room(BLOCK);
              long from = length * (k % parts) / parts;
              long to = length * (k % parts + 1) / parts;
              fold.start(room, 0);
              fold.row(in[0] + (k / parts * length + from) * bytes, to - from, room);
              totals[k] = room;
            }
          });
      for (int r = 0; r < rows; r++) {
        Fold.Room sum = totals[r * parts];
        for (int k = 1; k < parts; k++) {
          fold.join(sum, totals[r * parts + k]);
        }
        fold.store(sum, 1, out[0] + (long) r * bytes);
      }
    };
  }

  private static LibraryCall columns(Fold fold, long outer, long length, long inner) {
    int bytes = fold.t().byteSize();
    long strips = (inner + BLOCK - 1) / BLOCK;
    return (in, out, workers) ->
        workers.share(
            outer * strips,
            Math.max(1, PART / (length * Math.min(BLOCK, inner))),
            (lo, hi) -> {
              Fold.Room room = fold.room((int) Math.min(BLOCK, inner));
              for (long item = lo; item < hi; item++) {
                long column = item % strips * BLOCK;
                int n = (int) Math.min(BLOCK, inner - column);
                long at = item / strips;
                for (int i = 0; i < n; i++) {
                  fold.start(room, i);
                }
                for (long k = 0; k < length; k++) {
                  fold.each(in[0] + ((at * length + k) * inner + column) * bytes, n, room);
                }
                fold.store(room, n, out[0] + (at * inner + column) * bytes);
                workers.poll();
              }
            });
  }
}
