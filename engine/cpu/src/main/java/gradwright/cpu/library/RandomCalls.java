package gradwright.cpu.library;

import gradwright.core.prim.RandomBits;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import java.util.List;

/// Threefry2x32 in bulk: blocks of counters go through the rounds together, four rounds a loop, so that the loops are
/// short enough to become vector code. The partitionable scheme only.
final class RandomCalls {
  private static final int BLOCK = 1024;
  private static final int PARITY = 0x1BD11BDA;
  private static final long GRAIN = 1 << 14;

  private RandomCalls() {}

  static LibraryCall find(RandomBits p, List<Aval> in, boolean partitionable) {
    long keys = in.getFirst().shape().elements();
    if (in.getFirst().dtype().isKey() && in.getFirst().dtype() != DType.KEY_FRY) {
      return null;
    }
    return switch (p) {
      case RandomBits.Bits b when partitionable -> {
        int width = b.bitWidth() / 8;
        long each = b.shape().elements();
        yield (from, to, workers) ->
            counted(from[0], keys, each, workers, (block, n, at) -> block.bits(to[0] + at * width, width, n));
      }
      case RandomBits.Split s when partitionable -> {
        long each = s.shape().elements();
        yield (from, to, workers) ->
            counted(from[0], keys, each, workers, (block, n, at) -> block.pairs(to[0] + at * 8, n));
      }
      case RandomBits.Threefry2x32 _ -> {
        for (Aval a : in) {
          if (a.shape().elements() != keys) {
            yield null;
          }
        }
        yield (from, to, workers) ->
            workers.share(
                keys,
                GRAIN,
                (lo, hi) -> {
                  Block block = new Block();
                  for (long i = lo; i < hi; i += BLOCK) {
                    int n = (int) Math.min(BLOCK, hi - i);
                    Raw.load(from[0] + 4 * i, block.k0, 0, n);
                    Raw.load(from[1] + 4 * i, block.k1, 0, n);
                    Raw.load(from[2] + 4 * i, block.a, 0, n);
                    Raw.load(from[3] + 4 * i, block.b, 0, n);
                    block.hash(n);
                    Raw.store(block.a, 0, to[0] + 4 * i, n);
                    Raw.store(block.b, 0, to[1] + 4 * i, n);
                  }
                });
      }
      default -> null;
    };
  }

  @FunctionalInterface
  private interface Sink {
    void take(Block block, int n, long at);
  }

  /// Hashes the counters 0 to `each` under every key; results go to the sink with their place.
  private static void counted(long keysAt, long keys, long each, Workers workers, Sink sink) {
    workers.share(
        keys * each,
        GRAIN,
        (lo, hi) -> {
          Block block = new Block();
          long at = lo;
          while (at < hi) {
            int n = (int) Math.min(BLOCK, hi - at);
            block.fill(keysAt, each, at, n);
            block.hash(n);
            sink.take(block, n, at);
            at += n;
          }
        });
  }

  /// Counters, keys, and then results.
  private static final class Block {
    final int[] a = new int[BLOCK];
    final int[] b = new int[BLOCK];
    final int[] k0 = new int[BLOCK];
    final int[] k1 = new int[BLOCK];
    private final int[] k2 = new int[BLOCK];

    /// The places from `at` on in arrays of `each` counters a key.
    void fill(long keys, long each, long at, int n) {
      int i = 0;
      while (i < n) {
        long key = (at + i) / each;
        long counter = (at + i) % each;
        int first = Raw.intAt(keys + 8 * key);
        int second = Raw.intAt(keys + 8 * key + 4);
        int end = (int) Math.min(n, i + each - counter);
        // the upper half changes once in 2^32
        for (int k = i; k < end; k++) {
          long c = counter + (k - i);
          a[k] = (int) (c >>> 32);
          b[k] = (int) c;
          k0[k] = first;
          k1[k] = second;
        }
        i = end;
      }
    }

    void hash(int n) {
      start(a, b, k0, k1, k2, n);
      even(a, b, n);
      inject(a, b, k1, k2, 1, n);
      odd(a, b, n);
      inject(a, b, k2, k0, 2, n);
      even(a, b, n);
      inject(a, b, k0, k1, 3, n);
      odd(a, b, n);
      inject(a, b, k1, k2, 4, n);
      even(a, b, n);
      inject(a, b, k2, k0, 5, n);
    }

    private static void start(int[] a, int[] b, int[] k0, int[] k1, int[] k2, int n) {
      for (int i = 0; i < n; i++) {
        k2[i] = k0[i] ^ k1[i] ^ PARITY;
        a[i] += k0[i];
        b[i] += k1[i];
      }
    }

    private static void inject(int[] a, int[] b, int[] x, int[] y, int count, int n) {
      for (int i = 0; i < n; i++) {
        a[i] += x[i];
        b[i] += y[i] + count;
      }
    }

    private static void even(int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        int x = a[i];
        int y = b[i];
        x += y;
        y = (y << 13 | y >>> 19) ^ x;
        x += y;
        y = (y << 15 | y >>> 17) ^ x;
        x += y;
        y = (y << 26 | y >>> 6) ^ x;
        x += y;
        y = (y << 6 | y >>> 26) ^ x;
        a[i] = x;
        b[i] = y;
      }
    }

    private static void odd(int[] a, int[] b, int n) {
      for (int i = 0; i < n; i++) {
        int x = a[i];
        int y = b[i];
        x += y;
        y = (y << 17 | y >>> 15) ^ x;
        x += y;
        y = (y << 29 | y >>> 3) ^ x;
        x += y;
        y = (y << 16 | y >>> 16) ^ x;
        x += y;
        y = (y << 24 | y >>> 8) ^ x;
        a[i] = x;
        b[i] = y;
      }
    }

    void bits(long to, int width, int n) {
      switch (width) {
        case 4 -> {
          for (int i = 0; i < n; i++) {
            a[i] ^= b[i];
          }
          Raw.store(a, 0, to, n);
        }
        case 8 -> {
          for (int i = 0; i < n; i++) {
            Raw.set(to + 8L * i, b[i]);
            Raw.set(to + 8L * i + 4, a[i]);
          }
        }
        case 2 -> {
          for (int i = 0; i < n; i++) {
            Raw.set(to + 2L * i, (short) (a[i] ^ b[i]));
          }
        }
        default -> {
          for (int i = 0; i < n; i++) {
            Raw.set(to + i, (byte) (a[i] ^ b[i]));
          }
        }
      }
    }

    void pairs(long to, int n) {
      int[] both = new int[2 * n];
      for (int i = 0; i < n; i++) {
        both[2 * i] = a[i];
        both[2 * i + 1] = b[i];
      }
      Raw.store(both, 0, to, 2 * n);
    }
  }
}
