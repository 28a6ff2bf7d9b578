package gradwright.cpu.library;

/// A copy between two strided layouts, planned once: axes are merged where they can be and ordered for the target, runs
/// that are contiguous on both sides are moved as blocks, and transpositions go by tiles. Elements move as bytes.
final class StridedCopy {
  private static final int TILE = 32;
  private static final long CHUNK_BYTES = 1 << 18;

  private final int bytes;
  private final int rank;
  private final long[] n;
  // strides in bytes
  private final long[] fs;
  private final long[] ts;
  private final boolean empty;

  /// Axes that a worker's item does whole.
  private final int inner;

  /// A copy of `to[sum(i * toStrides)] = from[sum(i * fromStrides)]` for all indices below `sizes`; strides count
  /// elements of `bytes` bytes.
  StridedCopy(int[] sizes, long[] fromStrides, long[] toStrides, int bytes) {
    this.bytes = bytes;
    int count = 0;
    long[] size = new long[sizes.length + 1];
    long[] f = new long[sizes.length + 1];
    long[] t = new long[sizes.length + 1];
    boolean none = bytes == 0;
    for (int i = 0; i < sizes.length; i++) {
      none |= sizes[i] == 0;
      if (sizes[i] == 1) {
        continue;
      }
      // by falling target stride, so that the target is written in order
      int at = count++;
      while (at > 0 && Math.abs(t[at - 1]) < Math.abs(toStrides[i] * bytes)) {
        size[at] = size[at - 1];
        f[at] = f[at - 1];
        t[at] = t[at - 1];
        at--;
      }
      size[at] = sizes[i];
      f[at] = fromStrides[i] * bytes;
      t[at] = toStrides[i] * bytes;
    }
    int merged = 0;
    for (int i = 0; i < count; i++) {
      int last = merged - 1;
      if (merged > 0 && f[last] == f[i] * size[i] && t[last] == t[i] * size[i]) {
        size[last] *= size[i];
        f[last] = f[i];
        t[last] = t[i];
      } else {
        size[merged] = size[i];
        f[merged] = f[i];
        t[merged] = t[i];
        merged++;
      }
    }
    empty = none;
    n = size;
    fs = f;
    ts = t;
    if (merged == 0) {
      size[0] = 1;
      f[0] = bytes;
      t[0] = bytes;
      merged = 1;
    }
    rank = merged;
    inner = rank >= 2 && fs[rank - 1] != bytes && fs[rank - 1] != 0 && tiled() ? 2 : 1;
  }

  /// Brings the axis that is contiguous in the source next to the innermost; false when there is none.
  private boolean tiled() {
    for (int i = 0; i < rank - 1; i++) {
      if (fs[i] == bytes) {
        long size = n[i];
        long f = fs[i];
        long t = ts[i];
        System.arraycopy(n, i + 1, n, i, rank - 2 - i);
        System.arraycopy(fs, i + 1, fs, i, rank - 2 - i);
        System.arraycopy(ts, i + 1, ts, i, rank - 2 - i);
        n[rank - 2] = size;
        fs[rank - 2] = f;
        ts[rank - 2] = t;
        return true;
      }
    }
    return false;
  }

  void run(long from, long to, Workers workers) {
    if (empty) {
      return;
    }
    long last = n[rank - 1];
    if (rank == 1) {
      long chunk = Math.max(1, CHUNK_BYTES / bytes);
      workers.share(last, chunk, (lo, hi) -> line(from + lo * fs[0], to + lo * ts[0], hi - lo));
      return;
    }
    int outerAxes = rank - inner;
    long outer = 1;
    for (int i = 0; i < outerAxes; i++) {
      outer *= n[i];
    }
    if (inner == 1) {
      long grain = Math.max(1, CHUNK_BYTES / Math.max(1, last * bytes));
      workers.share(outer, grain, (lo, hi) -> lines(from, to, lo, hi, outerAxes, last));
      return;
    }
    long rows = n[rank - 2];
    long strips = (rows + TILE - 1) / TILE;
    long grain = Math.max(1, CHUNK_BYTES / Math.max(1, last * bytes * TILE));
    workers.share(
        outer * strips,
        grain,
        (lo, hi) -> {
          for (long item = lo; item < hi; item++) {
            long row = item % strips * TILE;
            long f = from + row * bytes;
            long t = to + row * ts[rank - 2];
            long rest = item / strips;
            for (int i = outerAxes - 1; i >= 0; i--) {
              long at = rest % n[i];
              rest /= n[i];
              f += at * fs[i];
              t += at * ts[i];
            }
            strip(f, t, (int) Math.min(TILE, rows - row), last);
          }
        });
  }

  private void lines(long from, long to, long lo, long hi, int axes, long length) {
    long[] at = new long[axes];
    long f = from;
    long t = to;
    long rest = lo;
    for (int i = axes - 1; i >= 0; i--) {
      at[i] = rest % n[i];
      rest /= n[i];
      f += at[i] * fs[i];
      t += at[i] * ts[i];
    }
    for (long item = lo; item < hi; item++) {
      line(f, t, length);
      for (int i = axes - 1; i >= 0; i--) {
        f += fs[i];
        t += ts[i];
        if (++at[i] < n[i]) {
          break;
        }
        at[i] = 0;
        f -= fs[i] * n[i];
        t -= ts[i] * n[i];
      }
    }
  }

  /// Tiles of a transposition: `rows` neighbours in the source, `length` along the target's innermost axis.
  private void strip(long f, long t, int rows, long length) {
    long fStep = fs[rank - 1];
    long tStep = ts[rank - 1];
    long tRow = ts[rank - 2];
    if (tStep == bytes && bytes == 4) {
      int[] tile = new int[TILE * TILE];
      int[] turned = new int[TILE * TILE];
      for (long j = 0; j < length; j += TILE) {
        int m = (int) Math.min(TILE, length - j);
        for (int i = 0; i < m; i++) {
          Raw.load(f + (j + i) * fStep, tile, i * TILE, rows);
        }
        for (int k = 0; k < rows; k++) {
          for (int i = 0; i < m; i++) {
            turned[k * TILE + i] = tile[i * TILE + k];
          }
          Raw.store(turned, k * TILE, t + k * tRow + j * 4, m);
        }
      }
      return;
    }
    for (long j = 0; j < length; j += TILE) {
      int m = (int) Math.min(TILE, length - j);
      for (int k = 0; k < rows; k++) {
        strided(f + (long) k * bytes + j * fStep, fStep, t + k * tRow + j * tStep, tStep, m);
      }
    }
  }

  private void line(long f, long t, long m) {
    long fStep = fs[rank - 1];
    long tStep = ts[rank - 1];
    if (fStep == bytes && tStep == bytes) {
      Raw.copy(f, t, m * bytes);
    } else if (fStep == 0 && tStep == bytes && bytes <= 8) {
      fill(f, t, m);
    } else {
      strided(f, fStep, t, tStep, m);
    }
  }

  private void fill(long f, long t, long m) {
    switch (bytes) {
      case 1 -> Raw.segment(t, m).fill(Raw.byteAt(f));
      case 2 -> {
        short v = Raw.shortAt(f);
        for (long i = 0; i < m; i++) {
          Raw.set(t + 2 * i, v);
        }
      }
      case 4 -> {
        int v = Raw.intAt(f);
        for (long i = 0; i < m; i++) {
          Raw.set(t + 4 * i, v);
        }
      }
      default -> {
        long v = Raw.ALL.get(LONG, f);
        for (long i = 0; i < m; i++) {
          Raw.ALL.set(LONG, t + 8 * i, v);
        }
      }
    }
  }

  private void strided(long f, long fStep, long t, long tStep, long m) {
    switch (bytes) {
      case 1 -> {
        for (long i = 0; i < m; i++) {
          Raw.set(t + i * tStep, Raw.byteAt(f + i * fStep));
        }
      }
      case 2 -> {
        for (long i = 0; i < m; i++) {
          Raw.set(t + i * tStep, Raw.shortAt(f + i * fStep));
        }
      }
      case 4 -> {
        for (long i = 0; i < m; i++) {
          Raw.set(t + i * tStep, Raw.intAt(f + i * fStep));
        }
      }
      case 8 -> {
        for (long i = 0; i < m; i++) {
          Raw.set(t + i * tStep, Raw.ALL.get(LONG, f + i * fStep));
        }
      }
      case 16 -> {
        for (long i = 0; i < m; i++) {
          Raw.ALL.set(LONG, t + i * tStep, Raw.ALL.get(LONG, f + i * fStep));
          Raw.ALL.set(LONG, t + i * tStep + 8, Raw.ALL.get(LONG, f + i * fStep + 8));
        }
      }
      default -> throw new IllegalStateException(bytes + " bytes");
    }
  }

  // complex64 pairs may be copied from four-byte boundaries
  private static final java.lang.foreign.ValueLayout.OfLong LONG = java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
}
