package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads at computed places.
final class GatherCalls {
  private static final int BLOCK = 1024;
  private static final long CHUNK_BYTES = 1 << 17;
  private static final int VECTOR_BYTES = 64;

  private GatherCalls() {}

  static LibraryCall find(Indexing.Gather g, Aval x, Aval indices, Aval out, RowKernels kernels) {
    int bytes = out.dtype().byteSize();
    if (bytes == 0) {
      return null;
    }
    if (out.shape().elements() == 0) {
      return (_, _, _) -> {};
    }
    IndexedPlaces w = IndexedPlaces.of(g, x.shape(), indices, out.shape());
    MemorySegment fill = g.mode() == Indexing.Mode.FILL_OR_DROP ? fill(g.fillValue(), out.dtype()) : null;
    LibraryCall general = general(w, fill, bytes);
    IndexedPlaces.Rows rows = w.rows();
    return rows != null && rows.length() > 1 && w.count > 1 ? rows(w, rows, fill, bytes, kernels, general) : general;
  }

  /// Whole rows by a kernel, or else by the general way.
  private static LibraryCall rows(
      IndexedPlaces w,
      IndexedPlaces.Rows rows,
      MemorySegment fill,
      int bytes,
      RowKernels kernels,
      LibraryCall general) {
    MemorySegment pattern = Arena.ofAuto().allocate(VECTOR_BYTES, VECTOR_BYTES);
    for (long at = 0; fill != null && at + bytes <= VECTOR_BYTES; at += bytes) {
      MemorySegment.copy(fill, 0, pattern, at, bytes);
    }
    long grain = Math.max(16, CHUNK_BYTES / (rows.length() * bytes));
    return (in, out, workers) -> {
      MemorySegment kernel = kernels.gather(bytes);
      if (kernel == null) {
        general.run(in, out, workers);
        return;
      }
      try (ScratchMemory.Room room = workers.room(8L * RowCode.ARGUMENTS)) {
        MemorySegment arguments = RowKernels.arguments(room, in[0], out[0], in[1], rows, bytes, w);
        RowKernels.set(arguments, RowCode.FIRST, 0);
        RowKernels.set(arguments, RowCode.END, rows.last() + 1);
        RowKernels.set(arguments, RowCode.FILL, pattern.address());
        workers.share(w.count, grain, (lo, hi) -> KernelCall.run(kernel, arguments, lo, hi));
      }
    };
  }

  private static LibraryCall general(IndexedPlaces w, MemorySegment fill, int bytes) {
    long elements = w.windowElements();
    int run = w.run();
    long[] from = w.runs(true);
    long[] to = w.runs(false);
    if (elements == 1 || run > 1 || w.count < 8) {
      long grain = Math.max(1, CHUNK_BYTES / (elements * bytes));
      if (w.count == 1 && elements > 1) {
        StridedCopy whole = new StridedCopy(w.windowSizes, w.operandStrides, w.otherStrides, bytes);
        StridedCopy none = new StridedCopy(w.windowSizes, new long[w.windowSizes.length], w.otherStrides, bytes);
        return (in, res, workers) -> {
          long[] place = new long[1];
          long[] other = new long[1];
          w.places(in[1], 0, 1, place, other);
          (place[0] < 0 ? none : whole)
              .run(place[0] < 0 ? fill.address() : in[0] + place[0] * bytes, res[0] + other[0] * bytes, workers);
        };
      }
      return (in, res, workers) ->
          workers.share(
              w.count,
              Math.max(grain, 16),
              (lo, hi) -> {
                int most = (int) Math.min(BLOCK, hi - lo);
                long[] place = new long[most];
                long[] other = new long[most];
                for (long b = lo; b < hi; b += most) {
                  int n = (int) Math.min(most, hi - b);
                  w.places(in[1], b, n, place, other);
                  if (elements == 1) {
                    singles(in[0], res[0], place, other, n, bytes, fill);
                  } else {
                    windows(in[0], res[0], place, other, n, bytes, fill, from, to, run);
                  }
                }
              });
    }
    // elements of a window are far apart: the windows' first elements, then their second ones, and so on
    return (in, res, workers) ->
        workers.share(
            w.count,
            BLOCK,
            (lo, hi) -> {
              int n = (int) (hi - lo);
              long[] place = new long[n];
              long[] other = new long[n];
              w.places(in[1], lo, n, place, other);
              for (int k = 0; k < from.length; k++) {
                singles(in[0] + from[k] * bytes, res[0] + to[k] * bytes, place, other, n, bytes, fill);
              }
            });
  }

  private static void singles(long from, long to, long[] place, long[] other, int n, int bytes, MemorySegment fill) {
    switch (bytes) {
      case 4 -> {
        int none = fill == null ? 0 : fill.get(ValueLayout.JAVA_INT, 0);
        for (int i = 0; i < n; i++) {
          Raw.set(to + 4 * other[i], place[i] < 0 ? none : Raw.intAt(from + 4 * place[i]));
        }
      }
      case 8 -> {
        long none = fill == null ? 0 : fill.get(ValueLayout.JAVA_LONG, 0);
        for (int i = 0; i < n; i++) {
          Raw.set(to + 8 * other[i], place[i] < 0 ? none : Raw.longAt(from + 8 * place[i]));
        }
      }
      case 1 -> {
        byte none = fill == null ? 0 : fill.get(ValueLayout.JAVA_BYTE, 0);
        for (int i = 0; i < n; i++) {
          Raw.set(to + other[i], place[i] < 0 ? none : Raw.byteAt(from + place[i]));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          Raw.copy(place[i] < 0 ? fill.address() : from + bytes * place[i], to + bytes * other[i], bytes);
        }
      }
    }
  }

  private static void windows(
      long from,
      long to,
      long[] place,
      long[] other,
      int n,
      int bytes,
      MemorySegment fill,
      long[] fromRuns,
      long[] toRuns,
      int run) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < fromRuns.length; k++) {
        long target = to + (other[i] + toRuns[k]) * bytes;
        if (place[i] >= 0) {
          Raw.copy(from + (place[i] + fromRuns[k]) * bytes, target, (long) run * bytes);
        } else {
          for (int e = 0; e < run; e++) {
            Raw.copy(fill.address(), target + (long) e * bytes, bytes);
          }
        }
      }
    }
  }

  /// The fill value's bytes; by default NaN, the smallest integer, the largest unsigned, or true.
  private static MemorySegment fill(HostScalar value, DType t) {
    MemorySegment m = Arena.ofAuto().allocate(16, 16);
    Array a = Array.over(Aval.of(t), null, () -> m, null);
    if (value != null) {
      a.fill(value.aval().dtype() == t ? value : value.to(t, false));
      return m;
    }
    switch (t.kind()) {
      case FLOAT, COMPLEX -> a.setComplex(0, Double.NaN, 0);
      case SIGNED -> a.setLong(0, -1L << t.bits() - 1);
      case BOOL -> a.setLong(0, 1);
      default -> a.setLong(0, -1);
    }
    return m;
  }

  static LibraryCall find(Indexing.DynamicSlice p, java.util.List<Aval> in, Aval out) {
    return slice(in.getFirst(), in.subList(1, in.size()), out.shape().toArray(), 1, true);
  }

  /// Writes the second input into a copy of the first.
  static LibraryCall find(Indexing.DynamicUpdateSlice p, java.util.List<Aval> in) {
    LibraryCall write = slice(in.getFirst(), in.subList(2, in.size()), in.get(1).shape().toArray(), 2, false);
    long bytes = in.getFirst().bytes();
    return (from, to, workers) -> {
      copy(from[0], to[0], bytes, workers);
      write.run(from, to, workers);
    };
  }

  static void copy(long from, long to, long bytes, Workers workers) {
    workers.share(bytes, 1 << 19, (lo, hi) -> Raw.copy(from + lo, to + lo, hi - lo));
  }

  private static LibraryCall slice(Aval x, java.util.List<Aval> starts, int[] sizes, int first, boolean read) {
    int bytes = x.dtype().byteSize();
    long[] whole = x.shape().strides();
    long[] part = gradwright.core.types.Shape.of(sizes).strides();
    StridedCopy copy = read ? new StridedCopy(sizes, whole, part, bytes) : new StridedCopy(sizes, part, whole, bytes);
    return (in, out, workers) -> {
      long at = 0;
      for (int i = 0; i < sizes.length; i++) {
        DType t = starts.get(i).dtype();
        long v = IndexedPlaces.readIndex(t, in[first + i], 0);
        v = t == DType.UINT64 && v < 0 ? Long.MAX_VALUE : v;
        at += Math.max(0, Math.min(v, x.shape().size(i) - sizes[i])) * whole[i];
      }
      if (read) {
        copy.run(in[0] + at * bytes, out[0], workers);
      } else {
        copy.run(in[1], out[0] + at * bytes, workers);
      }
    };
  }
}
