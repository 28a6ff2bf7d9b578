package gradwright.numpy.ndarray;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import gradwright.core.value.Bits;
import java.lang.foreign.MemorySegment;

/// Rows of elements to and from Java arrays: floats as doubles, whole numbers as longs, complex numbers as pairs.
final class Elements {
  private Elements() {}

  /// Reads `n` elements, `step` bytes apart, as doubles; of complex numbers the real parts.
  static void load(ElementType t, MemorySegment m, long at, long step, double[] to, int from, int n) {
    switch (t.engine().code()) {
      case FLOAT64, COMPLEX128 -> {
        if (step == 8) {
          MemorySegment.copy(m, JAVA_DOUBLE_UNALIGNED, at, to, from, n);
        } else {
          for (int i = 0; i < n; i++) {
            to[from + i] = m.get(JAVA_DOUBLE_UNALIGNED, at + i * step);
          }
        }
      }
      case FLOAT32, COMPLEX64 -> {
        if (step == 4) {
          for (int i = 0; i < n; i++) {
            to[from + i] = m.get(JAVA_FLOAT_UNALIGNED, at + i * 4L);
          }
        } else {
          for (int i = 0; i < n; i++) {
            to[from + i] = m.get(JAVA_FLOAT_UNALIGNED, at + i * step);
          }
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = Float.float16ToFloat(m.get(JAVA_SHORT_UNALIGNED, at + i * step));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = Bits.bfloatToDouble(m.get(JAVA_SHORT_UNALIGNED, at + i * step));
        }
      }
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = m.get(JAVA_INT_UNALIGNED, at + i * step);
        }
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = m.get(JAVA_LONG_UNALIGNED, at + i * step);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = unsigned(m.get(JAVA_LONG_UNALIGNED, at + i * step));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = whole(t, m, at + i * step);
        }
      }
    }
  }

  /// The value of an unsigned 64-bit number, rounded once.
  static double unsigned(long v) {
    return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2.0;
  }

  private static long whole(ElementType t, MemorySegment m, long at) {
    return switch (t.engine().code()) {
      case BOOL -> m.get(JAVA_BYTE, at) != 0 ? 1 : 0;
      case INT8 -> m.get(JAVA_BYTE, at);
      case UINT8 -> m.get(JAVA_BYTE, at) & 0xff;
      case INT16 -> m.get(JAVA_SHORT_UNALIGNED, at);
      case UINT16 -> m.get(JAVA_SHORT_UNALIGNED, at) & 0xffff;
      case INT32 -> m.get(JAVA_INT_UNALIGNED, at);
      case UINT32 -> m.get(JAVA_INT_UNALIGNED, at) & 0xffffffffL;
      default -> m.get(JAVA_LONG_UNALIGNED, at);
    };
  }

  /// Reads `n` elements as longs; floats are truncated, as C does on this processor.
  static void load(ElementType t, MemorySegment m, long at, long step, long[] to, int from, int n) {
    switch (t.engine().code()) {
      case INT64, UINT64 -> {
        if (step == 8) {
          MemorySegment.copy(m, JAVA_LONG_UNALIGNED, at, to, from, n);
        } else {
          for (int i = 0; i < n; i++) {
            to[from + i] = m.get(JAVA_LONG_UNALIGNED, at + i * step);
          }
        }
      }
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = m.get(JAVA_INT_UNALIGNED, at + i * step);
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = m.get(JAVA_BYTE, at + i * step);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = m.get(JAVA_BYTE, at + i * step) & 0xff;
        }
      }
      case INT8, INT16, UINT16, UINT32 -> {
        for (int i = 0; i < n; i++) {
          to[from + i] = whole(t, m, at + i * step);
        }
      }
      default -> {
        double[] d = new double[n];
        load(t, m, at, step, d, 0, n);
        for (int i = 0; i < n; i++) {
          to[from + i] = truncated(d[i]);
        }
      }
    }
  }

  /// A double as a 64-bit integer; what does not fit becomes the least one.
  static long truncated(double v) {
    return v >= -0x1p63 && v < 0x1p63
        ? (long) v
        : v >= 0x1p63 && v < 0x1p64 ? (long) (v - 0x1p63) ^ Long.MIN_VALUE : Long.MIN_VALUE;
  }

  /// Reads `n` complex elements as pairs of doubles; real types get zero imaginary parts.
  static void loadPairs(ElementType t, MemorySegment m, long at, long step, double[] to, int from, int n) {
    switch (t.engine().code()) {
      case COMPLEX128 -> {
        for (int i = 0; i < n; i++) {
          to[2 * (from + i)] = m.get(JAVA_DOUBLE_UNALIGNED, at + i * step);
          to[2 * (from + i) + 1] = m.get(JAVA_DOUBLE_UNALIGNED, at + i * step + 8);
        }
      }
      case COMPLEX64 -> {
        for (int i = 0; i < n; i++) {
          to[2 * (from + i)] = m.get(JAVA_FLOAT_UNALIGNED, at + i * step);
          to[2 * (from + i) + 1] = m.get(JAVA_FLOAT_UNALIGNED, at + i * step + 4);
        }
      }
      default -> {
        double[] d = new double[n];
        load(t, m, at, step, d, 0, n);
        for (int i = 0; i < n; i++) {
          to[2 * (from + i)] = d[i];
          to[2 * (from + i) + 1] = 0;
        }
      }
    }
  }

  /// Writes doubles, converted to the type.
  static void store(ElementType t, MemorySegment m, long at, long step, double[] v, int from, int n) {
    switch (t.engine().code()) {
      case FLOAT64 -> {
        if (step == 8) {
          MemorySegment.copy(v, from, m, JAVA_DOUBLE_UNALIGNED, at, n);
        } else {
          for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE_UNALIGNED, at + i * step, v[from + i]);
          }
        }
      }
      case FLOAT32 -> {
        if (step == 4) {
          for (int i = 0; i < n; i++) {
            m.set(JAVA_FLOAT_UNALIGNED, at + i * 4L, (float) v[from + i]);
          }
        } else {
          for (int i = 0; i < n; i++) {
            m.set(JAVA_FLOAT_UNALIGNED, at + i * step, (float) v[from + i]);
          }
        }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_SHORT_UNALIGNED, at + i * step, Bits.doubleToHalf(v[from + i]));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_SHORT_UNALIGNED, at + i * step, Bits.doubleToBfloat(v[from + i]));
        }
      }
      case COMPLEX64 -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_FLOAT_UNALIGNED, at + i * step, (float) v[from + i]);
          m.set(JAVA_FLOAT_UNALIGNED, at + i * step + 4, 0f);
        }
      }
      case COMPLEX128 -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_DOUBLE_UNALIGNED, at + i * step, v[from + i]);
          m.set(JAVA_DOUBLE_UNALIGNED, at + i * step + 8, 0.0);
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_BYTE, at + i * step, (byte) (v[from + i] != 0 ? 1 : 0));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          double x = v[from + i];
          // C converts to the narrow types through 32 bits.
          boolean narrow = t.size() < 4 || t == ElementType.INT32;
          long w = narrow && !(x > -0x1p31 - 1 && x < 0x1p31) ? Integer.MIN_VALUE : truncated(x);
          put(t, m, at + i * step, w);
        }
      }
    }
  }

  private static void put(ElementType t, MemorySegment m, long at, long v) {
    switch (t.size()) {
      case 1 -> m.set(JAVA_BYTE, at, (byte) v);
      case 2 -> m.set(JAVA_SHORT_UNALIGNED, at, (short) v);
      case 4 -> m.set(JAVA_INT_UNALIGNED, at, (int) v);
      default -> m.set(JAVA_LONG_UNALIGNED, at, v);
    }
  }

  /// Writes longs, wrapped to the type's width; `unsigned` tells what they mean to float types.
  static void store(ElementType t, MemorySegment m, long at, long step, long[] v, int from, int n, boolean unsigned) {
    switch (t.kind()) {
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_BYTE, at + i * step, (byte) (v[from + i] != 0 ? 1 : 0));
        }
      }
      case SIGNED, UNSIGNED -> {
        if (t.size() == 8) {
          if (step == 8) {
            MemorySegment.copy(v, from, m, JAVA_LONG_UNALIGNED, at, n);
          } else {
            for (int i = 0; i < n; i++) {
              m.set(JAVA_LONG_UNALIGNED, at + i * step, v[from + i]);
            }
          }
        } else if (t.size() == 4) {
          for (int i = 0; i < n; i++) {
            m.set(JAVA_INT_UNALIGNED, at + i * step, (int) v[from + i]);
          }
        } else {
          for (int i = 0; i < n; i++) {
            put(t, m, at + i * step, v[from + i]);
          }
        }
      }
      default -> {
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
          d[i] = unsigned ? unsigned(v[from + i]) : v[from + i];
        }
        store(t, m, at, step, d, 0, n);
      }
    }
  }

  /// Writes pairs as complex numbers; real types take the real parts.
  static void storePairs(ElementType t, MemorySegment m, long at, long step, double[] v, int from, int n) {
    switch (t.engine().code()) {
      case COMPLEX128 -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_DOUBLE_UNALIGNED, at + i * step, v[2 * (from + i)]);
          m.set(JAVA_DOUBLE_UNALIGNED, at + i * step + 8, v[2 * (from + i) + 1]);
        }
      }
      case COMPLEX64 -> {
        for (int i = 0; i < n; i++) {
          m.set(JAVA_FLOAT_UNALIGNED, at + i * step, (float) v[2 * (from + i)]);
          m.set(JAVA_FLOAT_UNALIGNED, at + i * step + 4, (float) v[2 * (from + i) + 1]);
        }
      }
      default -> {
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
          d[i] =
              t == ElementType.BOOL
                  ? (v[2 * (from + i)] != 0 || v[2 * (from + i) + 1] != 0 ? 1 : 0)
                  : v[2 * (from + i)];
        }
        store(t, m, at, step, d, 0, n);
      }
    }
  }
}
