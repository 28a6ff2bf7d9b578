package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import java.util.Arrays;

/// The k largest elements of rows: candidates above the k-th so far are collected and thinned out now and then.
final class TopKCalls {
  private static final int BLOCK = 4096;
  private static final int PART = 1 << 17;

  private TopKCalls() {}

  static LibraryCall find(Reduction.TopK p, Aval x) {
    DType t = x.dtype();
    SortKeys keys = new SortKeys(t, true);
    if (t.isComplex() || t.isKey() || keys.wide() || x.rank() == 0) {
      return null;
    }
    int length = x.shape().size(p.axis());
    long inner = 1;
    for (int i = p.axis() + 1; i < x.rank(); i++) {
      inner *= x.shape().size(i);
    }
    long below = inner;
    long rows = length == 0 ? 0 : x.shape().elements() / length;
    int k = p.k();
    int bytes = t.byteSize();
    return (in, out, workers) -> {
      if (k == 0 || rows == 0) {
        return;
      }
      int parts = rows == 1 ? Math.max(1, Math.min(workers.pool().threads(), length / PART)) : 1;
      workers.share(
          rows,
          Math.max(1, BLOCK * 8 / length),
          (lo, hi) -> {
            for (long r = lo; r < hi; r++) {
              long outer = r / below;
              long at = in[0] + (outer * length * below + r % below) * bytes;
              long[] best = best(keys, at, below * bytes, length, k, parts, workers);
              long to = outer * k * below + r % below;
              for (int i = 0; i < k; i++) {
                int index = ~(int) best[i];
                Raw.copy(at + index * below * bytes, out[0] + (to + i * below) * bytes, bytes);
                Raw.set(out[1] + (to + i * below) * 4, index);
              }
            }
          });
    };
  }

  /// The k largest, in falling order, each as `key << 32 | ~index`, so that of equals the first is larger.
  private static long[] best(SortKeys keys, long at, long step, int length, int k, int parts, Workers workers) {
    if (parts == 1) {
      return descending(part(keys, at, step, 0, length, k, workers), k);
    }
    long[][] found = new long[parts][];
    workers.share(
        parts,
        1,
        (lo, hi) -> {
          for (int p = (int) lo; p < hi; p++) {
            int from = (int) ((long) length * p / parts);
            int to = (int) ((long) length * (p + 1) / parts);
            found[p] = part(keys, at, step, from, to, Math.min(k, to - from), workers);
          }
        });
    int total = 0;
    for (long[] f : found) {
      total += f.length;
    }
    long[] all = new long[total];
    int n = 0;
    for (long[] f : found) {
      System.arraycopy(f, 0, all, n, f.length);
      n += f.length;
    }
    Arrays.sort(all);
    return descending(all, k);
  }

  private static long[] descending(long[] sorted, int k) {
    long[] r = new long[k];
    for (int i = 0; i < k; i++) {
      r[i] = sorted[sorted.length - 1 - i];
    }
    return r;
  }

  /// The k largest of a part, in rising order.
  private static long[] part(SortKeys keys, long at, long step, int from, int to, int k, Workers workers) {
    int[] block = new int[Math.min(BLOCK, to - from)];
    long[] found = new long[(int) Math.min(to - from, Math.max(4L * k, 1024))];
    int n = 0;
    int least = Integer.MIN_VALUE;
    for (int b = from; b < to; b += BLOCK) {
      int m = Math.min(BLOCK, to - b);
      keys.narrow(at + b * step, step, block, 0, m);
      for (int i = 0; i < m; i++) {
        // an element equal to the k-th so far comes later, and loses
        if (block[i] > least || n < k) {
          if (n == found.length) {
            n = thin(found, n, k);
            least = (int) (found[0] >> 32);
            if (block[i] <= least) {
              continue;
            }
          }
          found[n++] = (long) block[i] << 32 | ~(b + i) & 0xffffffffL;
        }
      }
      if ((b - from & (1 << 20) - 1) == 0) {
        workers.poll();
      }
    }
    return Arrays.copyOf(found, thin(found, n, k));
  }

  private static int thin(long[] found, int n, int k) {
    Arrays.sort(found, 0, n);
    int kept = Math.min(n, k);
    System.arraycopy(found, n - kept, found, 0, kept);
    return kept;
  }
}
