package gradwright.cpu.library;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Elements at addresses. Loops over one constant segment compile to plain loads and stores.
final class Raw {
  /// All memory.
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final long SHORT_COPY = 64;

  private Raw() {}

  static MemorySegment segment(long address, long bytes) {
    return ALL.asSlice(address, bytes);
  }

  static byte byteAt(long a) {
    return ALL.get(ValueLayout.JAVA_BYTE, a);
  }

  static short shortAt(long a) {
    return ALL.get(ValueLayout.JAVA_SHORT, a);
  }

  static int intAt(long a) {
    return ALL.get(ValueLayout.JAVA_INT, a);
  }

  static long longAt(long a) {
    return ALL.get(ValueLayout.JAVA_LONG, a);
  }

  static float floatAt(long a) {
    return ALL.get(ValueLayout.JAVA_FLOAT, a);
  }

  static double doubleAt(long a) {
    return ALL.get(ValueLayout.JAVA_DOUBLE, a);
  }

  static void set(long a, byte v) {
    ALL.set(ValueLayout.JAVA_BYTE, a, v);
  }

  static void set(long a, short v) {
    ALL.set(ValueLayout.JAVA_SHORT, a, v);
  }

  static void set(long a, int v) {
    ALL.set(ValueLayout.JAVA_INT, a, v);
  }

  static void set(long a, long v) {
    ALL.set(ValueLayout.JAVA_LONG, a, v);
  }

  static void set(long a, float v) {
    ALL.set(ValueLayout.JAVA_FLOAT, a, v);
  }

  static void set(long a, double v) {
    ALL.set(ValueLayout.JAVA_DOUBLE, a, v);
  }

  /// Copies bytes between places that do not overlap.
  static void copy(long from, long to, long bytes) {
    if (bytes >= SHORT_COPY || (bytes & 3) != 0) {
      MemorySegment.copy(ALL, from, ALL, to, bytes);
      return;
    }
    for (long i = 0; i < bytes; i += 4) {
      ALL.set(ValueLayout.JAVA_INT_UNALIGNED, to + i, ALL.get(ValueLayout.JAVA_INT_UNALIGNED, from + i));
    }
  }

  static void zero(long to, long bytes) {
    if (bytes > 0) {
      ALL.asSlice(to, bytes).fill((byte) 0);
    }
  }

  static void load(long from, float[] to, int at, int n) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT, from, to, at, n);
  }

  static void load(long from, double[] to, int at, int n) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_DOUBLE, from, to, at, n);
  }

  static void load(long from, int[] to, int at, int n) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_INT, from, to, at, n);
  }

  static void load(long from, long[] to, int at, int n) {
    MemorySegment.copy(ALL, ValueLayout.JAVA_LONG, from, to, at, n);
  }

  static void store(float[] from, int at, long to, int n) {
    MemorySegment.copy(from, at, ALL, ValueLayout.JAVA_FLOAT, to, n);
  }

  static void store(double[] from, int at, long to, int n) {
    MemorySegment.copy(from, at, ALL, ValueLayout.JAVA_DOUBLE, to, n);
  }

  static void store(int[] from, int at, long to, int n) {
    MemorySegment.copy(from, at, ALL, ValueLayout.JAVA_INT, to, n);
  }

  static void store(long[] from, int at, long to, int n) {
    MemorySegment.copy(from, at, ALL, ValueLayout.JAVA_LONG, to, n);
  }
}
