package gradwright.cpu.library;

import java.util.Arrays;

/// Stable sorts by radix: from the lowest digit up, skipping digits that are all the same. Large ones are cut in parts
/// that the workers count and scatter together.
final class RadixSort {
  private static final int DIGIT = 11;
  private static final int BINS = 1 << DIGIT;
  private static final int SMALL = 1500;
  private static final int PART = 1 << 16; // elements worth handing to another thread

  private RadixSort() {}

  /// Reads a digit: element `i` of the array being sorted.
  private interface Pass {
    /// Adds the digits of elements `lo` to `hi` to `counts`.
    void count(int lo, int hi, int[] counts);

    /// Moves them to the places that `next` holds for their digits.
    void scatter(int lo, int hi, int[] next);
  }

  /// Sorts signed ints. Returns the array of the two that holds the result.
  static int[] sort(int[] a, int[] spare, int n, Workers workers) {
    if (n < SMALL) {
      Arrays.sort(a, 0, n);
      return a;
    }
    int[] from = a;
    int[] to = spare;
    for (int shift = 0; shift < 32; shift += DIGIT) {
      if (pass(n, ints(from, to, shift), workers)) {
        int[] kept = from;
        from = to;
        to = kept;
      }
    }
    return from;
  }

  private static Pass ints(int[] from, int[] to, int shift) {
    int flip = shift + DIGIT >= 32 ? 1 << 31 - shift : 0;
    return new Pass() {
      @Override
      public void count(int lo, int hi, int[] counts) {
        for (int i = lo; i < hi; i++) {
          counts[(from[i] >>> shift ^ flip) & BINS - 1]++;
        }
      }

      @Override
      public void scatter(int lo, int hi, int[] next) {
        for (int i = lo; i < hi; i++) {
          int v = from[i];
          to[next[(v >>> shift ^ flip) & BINS - 1]++] = v;
        }
      }
    };
  }

  /// Sorts signed longs by their bits from `first` up; those that are equal there keep their order.
  static long[] sort(long[] a, long[] spare, int n, int first, Workers workers) {
    long[] from = a;
    long[] to = spare;
    for (int shift = first; shift < 64; shift += DIGIT) {
      if (pass(n, longs(from, to, shift), workers)) {
        long[] kept = from;
        from = to;
        to = kept;
      }
    }
    return from;
  }

  private static Pass longs(long[] from, long[] to, int shift) {
    int flip = shift + DIGIT >= 64 ? 1 << 63 - shift : 0;
    return new Pass() {
      @Override
      public void count(int lo, int hi, int[] counts) {
        for (int i = lo; i < hi; i++) {
          counts[((int) (from[i] >>> shift) ^ flip) & BINS - 1]++;
        }
      }

      @Override
      public void scatter(int lo, int hi, int[] next) {
        for (int i = lo; i < hi; i++) {
          long v = from[i];
          to[next[((int) (v >>> shift) ^ flip) & BINS - 1]++] = v;
        }
      }
    };
  }

  /// Sorts an order of 64-bit keys: `order` by `keys[order[i]]`. Returns the array of the two that holds the result.
  static int[] sortOrder(long[] keys, int[] order, int[] spare, int n, Workers workers) {
    int[] from = order;
    int[] to = spare;
    for (int shift = 0; shift < 64; shift += DIGIT) {
      if (pass(n, order(keys, from, to, shift), workers)) {
        int[] kept = from;
        from = to;
        to = kept;
      }
    }
    return from;
  }

  private static Pass order(long[] keys, int[] from, int[] to, int shift) {
    int flip = shift + DIGIT >= 64 ? 1 << 63 - shift : 0;
    return new Pass() {
      @Override
      public void count(int lo, int hi, int[] counts) {
        for (int i = lo; i < hi; i++) {
          counts[((int) (keys[from[i]] >>> shift) ^ flip) & BINS - 1]++;
        }
      }

      @Override
      public void scatter(int lo, int hi, int[] next) {
        for (int i = lo; i < hi; i++) {
          int v = from[i];
          to[next[((int) (keys[v] >>> shift) ^ flip) & BINS - 1]++] = v;
        }
      }
    };
  }

  /// One digit; false if all elements have the same, and nothing moved.
  private static boolean pass(int n, Pass pass, Workers workers) {
    int parts = n < 2 * PART ? 1 : Math.min(workers.pool().threads(), n / PART);
    if (parts == 1) {
      int[] counts = new int[BINS];
      workers.poll();
      pass.count(0, n, counts);
      if (!starts(new int[][] {counts}, n)) {
        return false;
      }
      pass.scatter(0, n, counts);
      return true;
    }
    int[][] counts = new int[parts][BINS];
    workers.share(
        parts,
        1,
        (lo, hi) -> {
          for (long p = lo; p < hi; p++) {
            pass.count(cut(n, p, parts), cut(n, p + 1, parts), counts[(int) p]);
          }
        });
    if (!starts(counts, n)) {
      return false;
    }
    workers.share(
        parts,
        1,
        (lo, hi) -> {
          for (long p = lo; p < hi; p++) {
            pass.scatter(cut(n, p, parts), cut(n, p + 1, parts), counts[(int) p]);
          }
        });
    return true;
  }

  private static int cut(int n, long part, int parts) {
    return (int) (n * part / parts);
  }

  /// Turns counts of each part into the places where its elements of each digit begin.
  private static boolean starts(int[][] counts, int n) {
    int at = 0;
    for (int d = 0; d < BINS; d++) {
      int before = at;
      for (int[] part : counts) {
        int count = part[d];
        part[d] = at;
        at += count;
      }
      if (at - before == n) {
        return false;
      }
    }
    return true;
  }
}
