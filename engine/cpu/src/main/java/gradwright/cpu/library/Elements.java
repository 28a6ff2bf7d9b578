package gradwright.cpu.library;

import gradwright.core.types.DType;

/// Blocks of elements as doubles or longs, converted from and to their dtypes. The common ones move in bulk through
/// heap arrays, which are fast before the optimising compiler has seen the loops, too.
final class Elements {
  private Elements() {}

  /// Real numbers as doubles; complex ones as pairs, `n` counting both parts.
  static void load(DType t, long from, double[] to, int n) {
    switch (t.code()) {
      case FLOAT32, COMPLEX64 -> {
        float[] f = new float[n];
        Raw.load(from, f, 0, n);
        for (int i = 0; i < n; i++) {
          to[i] = f[i];
        }
      }
      case FLOAT64, COMPLEX128 -> Raw.load(from, to, 0, n);
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Float.float16ToFloat(Raw.shortAt(from + 2L * i));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Float.intBitsToFloat(Raw.shortAt(from + 2L * i) << 16);
        }
      }
      default -> throw new IllegalArgumentException(t + " as doubles");
    }
  }

  static void store(DType t, double[] from, long to, int n) {
    switch (t.code()) {
      case FLOAT32, COMPLEX64 -> {
        float[] f = new float[n];
        for (int i = 0; i < n; i++) {
          f[i] = (float) from[i];
        }
        Raw.store(f, 0, to, n);
      }
      case FLOAT64, COMPLEX128 -> Raw.store(from, 0, to, n);
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + 2L * i, gradwright.core.value.Bits.doubleToHalf(from[i]));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + 2L * i, gradwright.core.value.Bits.doubleToBfloat(from[i]));
        }
      }
      default -> throw new IllegalArgumentException(t + " as doubles");
    }
  }

  /// Integers, booleans and keys as longs, extended by their sign or by zeros.
  static void load(DType t, long from, long[] to, int n) {
    switch (t.code()) {
      case BOOL, UINT8 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Raw.byteAt(from + i) & 0xff;
        }
      }
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Raw.byteAt(from + i);
        }
      }
      case INT16 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Raw.shortAt(from + 2L * i);
        }
      }
      case UINT16 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Raw.shortAt(from + 2L * i) & 0xffff;
        }
      }
      case INT32 -> {
        int[] k = new int[n];
        Raw.load(from, k, 0, n);
        for (int i = 0; i < n; i++) {
          to[i] = k[i];
        }
      }
      case UINT32 -> {
        for (int i = 0; i < n; i++) {
          to[i] = Raw.intAt(from + 4L * i) & 0xffffffffL;
        }
      }
      case INT64, UINT64, KEY_FRY -> Raw.load(from, to, 0, n);
      default -> throw new IllegalArgumentException(t + " as longs");
    }
  }

  /// Integers cut to their width.
  static void store(DType t, long[] from, long to, int n) {
    switch (t.byteSize()) {
      case 1 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + i, (byte) from[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          Raw.set(to + 2L * i, (short) from[i]);
        }
      }
      case 4 -> {
        int[] k = new int[n];
        for (int i = 0; i < n; i++) {
          k[i] = (int) from[i];
        }
        Raw.store(k, 0, to, n);
      }
      case 8 -> Raw.store(from, 0, to, n);
      default -> throw new IllegalArgumentException(t + " as longs");
    }
  }
}
