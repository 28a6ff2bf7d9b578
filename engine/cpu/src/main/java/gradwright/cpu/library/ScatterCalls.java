package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.MemorySegment;

/// Writes at computed places, in the order of the indices. Where windows cannot overlap each worker takes the windows
/// of its part of the operand, so that the order stays.
final class ScatterCalls {
  private static final int BLOCK = 1024;
  private static final long PARALLEL_BYTES = 1 << 17;

  /// Of the operand, what stays in the second cache with the updates that pass through it.
  private static final long NEAR_BYTES = 3 << 19;

  private ScatterCalls() {}

  static LibraryCall find(Indexing.Scatter s, Aval x, Aval indices, Aval updates, RowKernels kernels) {
    DType t = x.dtype();
    int bytes = t.byteSize();
    if (bytes == 0 || t.isKey() && s.combine() != Indexing.Combine.SET) {
      return null;
    }
    if (t.isComplex() && (s.combine() == Indexing.Combine.MIN || s.combine() == Indexing.Combine.MAX)) {
      return null;
    }
    if (updates.shape().elements() == 0 || x.shape().elements() == 0) {
      return (in, out, workers) -> GatherCalls.copy(in[0], out[0], x.bytes(), workers);
    }
    IndexedPlaces w = IndexedPlaces.of(s, x.shape(), indices, updates.shape());
    int run = w.run();
    long[] to = w.runs(true);
    long[] from = w.runs(false);
    boolean set = s.combine() == Indexing.Combine.SET;
    IndexedPlaces.Rows rows = w.rows();
    boolean byRows = rows != null && rows.length() > 1;
    boolean shared = w.apart() && (long) run * bytes >= 64 && updates.bytes() >= PARALLEL_BYTES;
    return (in, out, workers) -> {
      int parts = shared ? workers.pool().threads() : 1;
      MemorySegment kernel = byRows ? kernels.scatter(s.combine(), t) : null;
      boolean near = kernel != null && x.bytes() <= parts * NEAR_BYTES && rows.fill(x.shape().elements());
      if (!near) {
        GatherCalls.copy(in[0], out[0], x.bytes(), workers);
      }
      if (kernel != null) {
        rows(kernel, rows, w, bytes, parts, near, in, out, workers);
        return;
      }
      long each = (x.shape().elements() + parts - 1) / parts;
      workers.share(
          parts,
          1,
          (lo, hi) -> {
            long[] place = new long[(int) Math.min(BLOCK, w.count)];
            long[] other = new long[place.length];
            Combiner combiner = set ? null : new Combiner(s.combine(), t, run);
            for (long p = lo; p < hi; p++) {
              for (long b = 0; b < w.count; b += BLOCK) {
                int n = (int) Math.min(BLOCK, w.count - b);
                w.places(in[1], b, n, place, other);
                if (parts > 1) {
                  n = keep(place, other, n, p * each, (p + 1) * each);
                }
                if (set) {
                  write(in[2], out[0], place, other, n, bytes, from, to, run);
                } else if (run == 1 && from.length == 1) {
                  combiner.singles(in[2], out[0], place, other, n);
                } else {
                  combiner.windows(in[2], out[0], place, other, n, from, to);
                }
                workers.poll();
              }
            }
          });
    };
  }

  /// Whole rows by a kernel, each worker those of its range of indices. What it copies of the operand first, if `near`, is still
  /// in its cache then.
  private static void rows(
      MemorySegment kernel,
      IndexedPlaces.Rows rows,
      IndexedPlaces w,
      int bytes,
      int parts,
      boolean near,
      long[] in,
      long[] out,
      Workers workers) {
    long each = rows.last() / parts + 1;
    workers.share(
        parts,
        1,
        (lo, hi) -> {
          try (ScratchMemory.Room room = workers.room(8L * RowCode.ARGUMENTS)) {
            MemorySegment arguments = RowKernels.arguments(room, in[2], out[0], in[1], rows, bytes, w);
            long first = Math.min(rows.last() + 1, lo * each);
            long end = Math.min(rows.last() + 1, hi * each);
            RowKernels.set(arguments, RowCode.FIRST, first);
            RowKernels.set(arguments, RowCode.END, end);
            if (near) {
              long row = rows.indexedStride() * bytes;
              Raw.copy(in[0] + first * row, out[0] + first * row, (end - first) * row);
            }
            long step = Math.max(BLOCK, PARALLEL_BYTES / (rows.length() * bytes));
            for (long i = 0; i < w.count; i += step) {
              KernelCall.run(kernel, arguments, i, Math.min(w.count, i + step));
              workers.poll();
            }
          }
        });
  }

  /// Keeps the windows whose place is in a part of the operand.
  private static int keep(long[] place, long[] other, int n, long lo, long hi) {
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (place[i] >= lo && place[i] < hi) {
        place[kept] = place[i];
        other[kept++] = other[i];
      }
    }
    return kept;
  }

  private static void write(
      long from, long to, long[] place, long[] other, int n, int bytes, long[] fromRuns, long[] toRuns, int run) {
    for (int i = 0; i < n; i++) {
      if (place[i] < 0) {
        continue;
      }
      for (int k = 0; k < fromRuns.length; k++) {
        long f = from + (other[i] + fromRuns[k]) * bytes;
        long t = to + (place[i] + toRuns[k]) * bytes;
        if (run > 1) {
          Raw.copy(f, t, (long) run * bytes);
        } else if (bytes == 4) {
          Raw.set(t, Raw.intAt(f));
        } else {
          Raw.copy(f, t, bytes);
        }
      }
    }
  }
}
