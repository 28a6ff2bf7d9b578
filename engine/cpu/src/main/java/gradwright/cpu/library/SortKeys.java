package gradwright.cpu.library;

import gradwright.core.types.DType;

/// Integers that order as array elements do. Comparing orders put NaN last and take -0 for 0, as JAX's comparator does;
/// total orders go by the bits of floats.
final class SortKeys {
  private final DType type;
  private final boolean total;

  SortKeys(DType type, boolean total) {
    this.type = type;
    this.total = total;
  }

  /// Whether keys need 64 bits.
  boolean wide() {
    return switch (type.code()) {
      case FLOAT64, INT64, UINT64, COMPLEX128 -> true;
      default -> false;
    };
  }

  /// Keys of `n` elements, `step` bytes apart, into `to` from `at`. True if equal keys may stand for different
  /// elements.
  boolean narrow(long from, long step, int[] to, int at, int n) {
    switch (type.code()) {
      case FLOAT32, COMPLEX64 -> {
        return floats(from, step, to, at, n);
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = ordered(Float.floatToRawIntBits(Float.float16ToFloat(Raw.shortAt(from + i * step))));
        }
        canonical(to, at, n);
        return true;
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = ordered(Raw.shortAt(from + i * step) << 16);
        }
        canonical(to, at, n);
        return true;
      }
      case BOOL, UINT8 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Raw.byteAt(from + i * step) & 0xff;
        }
      }
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Raw.byteAt(from + i * step);
        }
      }
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Raw.shortAt(from + i * step);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Raw.shortAt(from + i * step) & 0xffff;
        }
      }
      case INT32 -> ints(from, step, to, at, n);
      case UINT32 -> {
        ints(from, step, to, at, n);
        for (int i = at; i < at + n; i++) {
          to[i] ^= Integer.MIN_VALUE;
        }
      }
      default -> throw new IllegalStateException(type.toString());
    }
    return false;
  }

  private static void ints(long from, long step, int[] to, int at, int n) {
    if (step == 4) {
      Raw.load(from, to, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[at + i] = Raw.intAt(from + i * step);
    }
  }

  private static void put(int[] from, int at, long to, long step, int n) {
    if (step == 4) {
      Raw.store(from, at, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      Raw.set(to + i * step, from[at + i]);
    }
  }

  private static final int LAST = ordered(0x7fc00000);
  private static final int INFINITE = ordered(0x7f800000);
  private static final int LEAST = ordered(0xff800000);

  private boolean floats(long from, long step, int[] to, int at, int n) {
    int odd = 0;
    ints(from, step, to, at, n);
    for (int i = at; i < at + n; i++) {
      to[i] = ordered(to[i]);
    }
    if (total) {
      return false;
    }
    for (int i = at; i < at + n; i++) {
      int k = to[i];
      odd |= k == -1 | k > INFINITE | k < LEAST ? 1 : 0;
    }
    if (odd != 0) {
      canonical(to, at, n);
    }
    return odd != 0;
  }

  private void canonical(int[] keys, int at, int n) {
    if (total) {
      return;
    }
    for (int i = at; i < at + n; i++) {
      int k = keys[i];
      keys[i] = k == -1 ? 0 : k > INFINITE | k < LEAST ? LAST : k;
    }
  }

  /// The same for keys of 64 bits.
  boolean wide(long from, long step, long[] to, int at, int n) {
    switch (type.code()) {
      case FLOAT64, COMPLEX128 -> {
        boolean odd = false;
        for (int i = 0; i < n; i++) {
          double v = Raw.doubleAt(from + i * step);
          long b = Double.doubleToRawLongBits(v);
          if (!total) {
            odd |= v != v || b == Long.MIN_VALUE;
            b = v == 0 ? 0 : v != v ? 0x7ff8000000000000L : b;
          }
          to[at + i] = b ^ b >> 63 & Long.MAX_VALUE;
        }
        return odd;
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Raw.longAt(from + i * step);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          to[at + i] = Raw.longAt(from + i * step) ^ Long.MIN_VALUE;
        }
      }
      default -> throw new IllegalStateException(type.toString());
    }
    return false;
  }

  /// Writes the element of a key that stands for one alone; the keys are used up.
  void restore(int[] keys, int at, long to, long step, int n) {
    switch (type.code()) {
      case FLOAT32 -> {
        for (int i = at; i < at + n; i++) {
          keys[i] = ordered(keys[i]);
        }
        put(keys, at, to, step, n);
      }
      case UINT32 -> {
        for (int i = at; i < at + n; i++) {
          keys[i] ^= Integer.MIN_VALUE;
        }
        put(keys, at, to, step, n);
      }
      case INT32 -> put(keys, at, to, step, n);
      case BOOL, INT8, UINT8 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + i * step, (byte) keys[at + i]);
        }
      }
      case INT16, UINT16 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + i * step, (short) keys[at + i]);
        }
      }
      default -> throw new IllegalStateException(type.toString());
    }
  }

  /// The same for keys of 64 bits.
  void restore(long[] keys, int at, long to, long step, int n) {
    switch (type.code()) {
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          long k = keys[at + i];
          Raw.set(to + i * step, k ^ k >> 63 & Long.MAX_VALUE);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + i * step, keys[at + i] ^ Long.MIN_VALUE);
        }
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + i * step, keys[at + i]);
        }
      }
      default -> throw new IllegalStateException(type.toString());
    }
  }

  /// Orders bits of a float as a signed integer; its own inverse.
  private static int ordered(int bits) {
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }
}
