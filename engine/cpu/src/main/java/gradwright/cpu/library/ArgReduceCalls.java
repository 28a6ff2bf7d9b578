package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;

/// Index of the first extreme element along an axis; the first NaN wins. Elements become integers that order as they
/// do, the extreme one is found, then its place.
final class ArgReduceCalls {
  private static final int BLOCK = 4096;
  private static final int COLUMNS = 1024;
  private static final long ROWS_WORK = 1 << 16;

  private ArgReduceCalls() {}

  static LibraryCall find(Reduction.ArgReduce p, Aval x, Aval out) {
    DType t = x.dtype();
    int bytes = out.dtype().byteSize();
    if (t.isComplex() || t.isKey() || t == DType.FLOAT0 || bytes < 4) {
      return null;
    }
    int length = x.shape().size(p.axis());
    long below = 1;
    for (int i = p.axis() + 1; i < x.rank(); i++) {
      below *= x.shape().size(i);
    }
    long inner = below;
    long outer = out.shape().elements() / Math.max(1, inner);
    Keys keys = new Keys(t, p.max());
    if (inner == 1) {
      return (in, to, workers) ->
          workers.share(
              outer,
              Math.max(1, ROWS_WORK / length),
              (lo, hi) -> {
                long[] block = new long[Math.min(BLOCK, length)];
                int[] brief = new int[block.length];
                for (long r = lo; r < hi; r++) {
                  long from = in[0] + r * length * t.byteSize();
                  put(to[0], r, bytes, keys.wide() ? row(keys, from, length, block) : row(keys, from, length, brief));
                }
              });
    }
    long strips = (inner + COLUMNS - 1) / COLUMNS;
    return (in, to, workers) ->
        workers.share(
            outer * strips,
            1,
            (lo, hi) -> {
              for (long item = lo; item < hi; item++) {
                long first = item % strips * COLUMNS;
                int n = (int) Math.min(COLUMNS, inner - first);
                int[] places =
                    columns(
                        keys,
                        in[0] + (item / strips * length * inner + first) * t.byteSize(),
                        inner * t.byteSize(),
                        length,
                        n);
                for (int i = 0; i < n; i++) {
                  put(to[0], item / strips * inner + first + i, bytes, places[i]);
                }
              }
            });
  }

  private static void put(long to, long at, int bytes, int index) {
    if (bytes == 4) {
      Raw.set(to + 4 * at, index);
    } else {
      Raw.set(to + 8 * at, (long) index);
    }
  }

  /// Integers of which the largest is wanted.
  private record Keys(DType type, boolean max) {
    boolean wide() {
      return new SortKeys(type, false).wide();
    }

    void narrow(long from, int[] to, int n) {
      SortKeys order = new SortKeys(type, false);
      if (type == DType.FLOAT32) {
        Raw.load(from, to, 0, n);
        for (int i = 0; i < n; i++) {
          int b = to[i];
          int k = b ^ b >> 31 & Integer.MAX_VALUE;
          k = k == -1 ? 0 : k; // -0
          to[i] = (b & Integer.MAX_VALUE) > 0x7f800000 ? Integer.MAX_VALUE : max ? k : ~k;
        }
        return;
      }
      order.narrow(from, type.byteSize(), to, 0, n);
      if (!max) {
        int nan = type.isFloat() ? 0x7fc00000 : Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) {
          to[i] = type.isFloat() && to[i] == nan ? Integer.MAX_VALUE : ~to[i];
        }
      }
    }

    void wide(long from, long[] to, int n) {
      new SortKeys(type, false).wide(from, 8, to, 0, n);
      if (!max) {
        boolean real = type.isFloat();
        for (int i = 0; i < n; i++) {
          to[i] = real && to[i] == 0x7ff8000000000000L ? Long.MAX_VALUE : ~to[i];
        }
      }
    }
  }

  private static int row(Keys keys, long from, int length, int[] block) {
    int best = Integer.MIN_VALUE;
    int place = 0;
    for (int at = 0; at < length; at += block.length) {
      int n = Math.min(block.length, length - at);
      keys.narrow(from + (long) at * keys.type.byteSize(), block, n);
      int m = Integer.MIN_VALUE;
      for (int i = 0; i < n; i++) {
        m = Math.max(m, block[i]);
      }
      if (m > best) {
        best = m;
        int i = 0;
        while (block[i] != m) {
          i++;
        }
        place = at + i;
      }
    }
    return place;
  }

  private static int row(Keys keys, long from, int length, long[] block) {
    long best = Long.MIN_VALUE;
    int place = 0;
    for (int at = 0; at < length; at += block.length) {
      int n = Math.min(block.length, length - at);
      keys.wide(from + 8L * at, block, n);
      for (int i = 0; i < n; i++) {
        if (block[i] > best) {
          best = block[i];
          place = at + i;
        }
      }
    }
    return place;
  }

  private static int[] columns(Keys keys, long from, long step, int length, int n) {
    int[] places = new int[n];
    if (keys.wide()) {
      long[] best = new long[n];
      long[] line = new long[n];
      keys.wide(from, best, n);
      for (int r = 1; r < length; r++) {
        keys.wide(from + r * step, line, n);
        for (int i = 0; i < n; i++) {
          places[i] = line[i] > best[i] ? r : places[i];
          best[i] = Math.max(best[i], line[i]);
        }
      }
      return places;
    }
    int[] best = new int[n];
    int[] line = new int[n];
    keys.narrow(from, best, n);
    for (int r = 1; r < length; r++) {
      keys.narrow(from + r * step, line, n);
      for (int i = 0; i < n; i++) {
        places[i] = line[i] > best[i] ? r : places[i];
        best[i] = Math.max(best[i], line[i]);
      }
    }
    return places;
  }
}
