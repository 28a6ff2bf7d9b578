package gradwright.numpy.ndarray.random;

/// Whole numbers in ranges: by masks and rejection, as the old interface draws them, or by multiplication (Lemire, 2019).
final class Bounded {
  private final BitSource source;
  private final boolean masked;
  private int buffer;
  private int left;

  Bounded(BitSource source, boolean masked) {
    this.source = source;
    this.masked = masked;
  }

  private static long mask(long max) {
    return max == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(max);
  }

  /// A number from 0 to `range`, which is included and unsigned.
  long next(long range) {
    if (range == 0) {
      return 0;
    }
    if (Long.compareUnsigned(range, 0xffffffffL) <= 0) {
      if (range == 0xffffffffL) {
        return source.next32() & 0xffffffffL;
      }
      return masked ? masked32(range) : lemire32(range);
    }
    if (range == -1) {
      return source.next64();
    }
    return masked ? masked64(range) : lemire64(range);
  }

  private long masked32(long range) {
    long mask = mask(range);
    long v;
    do {
      v = source.next32() & mask;
    } while (v > range);
    return v;
  }

  private long masked64(long range) {
    long mask = mask(range);
    long v;
    do {
      v = source.next64() & mask;
    } while (Long.compareUnsigned(v, range) > 0);
    return v;
  }

  private long lemire32(long range) {
    long n = range + 1;
    long m = (source.next32() & 0xffffffffL) * n;
    long low = m & 0xffffffffL;
    if (low < n) {
      long threshold = (0xffffffffL - range) % n;
      while (low < threshold) {
        m = (source.next32() & 0xffffffffL) * n;
        low = m & 0xffffffffL;
      }
    }
    return m >>> 32;
  }

  private long lemire64(long range) {
    long n = range + 1;
    long x = source.next64();
    long low = x * n;
    if (Long.compareUnsigned(low, n) < 0) {
      long threshold = Long.remainderUnsigned(-1L - range, n);
      while (Long.compareUnsigned(low, threshold) < 0) {
        x = source.next64();
        low = x * n;
      }
    }
    return Math.unsignedMultiplyHigh(x, n);
  }

  /// The next `bits` bits of a 32-bit word that several numbers share.
  private int part(int bits) {
    if (left == 0) {
      buffer = source.next32();
      left = 32 / bits - 1;
    } else {
      buffer >>>= bits;
      left--;
    }
    return buffer & (1 << bits) - 1;
  }

  /// A number from 0 to `range` of a type with 1, 8 or 16 bits.
  long nextNarrow(long range, int bits) {
    if (range == 0) {
      return 0;
    }
    int full = (1 << bits) - 1;
    if (bits == 1 || range == full) {
      return part(bits);
    }
    if (masked) {
      long mask = mask(range);
      long v;
      do {
        v = part(bits) & mask;
      } while (v > range);
      return v;
    }
    int n = (int) range + 1;
    int m = part(bits) * n;
    int low = m & full;
    if (low < n) {
      int threshold = (full - (int) range) % n;
      while (low < threshold) {
        m = part(bits) * n;
        low = m & full;
      }
    }
    return m >>> bits;
  }
}
