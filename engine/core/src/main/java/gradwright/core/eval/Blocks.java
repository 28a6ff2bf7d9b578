package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.Bits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Elementwise work in blocks that fit the cache: operands are copied into primitive arrays, a kernel loops over them,
/// and the result is copied back. Each dtype has one representation that kernels compute in.
final class Blocks {
  private static final int SIZE = 4096;
  private static final int POLL_EVERY = 256;

  private Blocks() {}

  /// What kernels see of a dtype: `float[]` for 16- and 32-bit floats, `double[]` for float64, `int[]` for bool and
  /// integers up to 32 bits (uint32 as its bits), `long[]` for 64-bit integers and keys, `double[]` of pairs for complex.
  enum Rep {
    FLOAT,
    DOUBLE,
    INT,
    LONG,
    COMPLEX
  }

  /// Computes `n` elements; arrays are of the operands' and the result's representations.
  @FunctionalInterface
  interface Kernel {
    void apply(Object[] in, Object out, int n);
  }

  static Rep rep(DType t) {
    return switch (t.code()) {
      case FLOAT16, BFLOAT16, FLOAT32 -> Rep.FLOAT;
      case FLOAT64 -> Rep.DOUBLE;
      case BOOL, INT8, INT16, INT32, UINT8, UINT16, UINT32 -> Rep.INT;
      case INT64, UINT64, KEY_FRY -> Rep.LONG;
      case COMPLEX64, COMPLEX128 -> Rep.COMPLEX;
      case KEY_RBG, KEY_URBG, KEY, CUSTOM ->
          throw new IllegalArgumentException(t + " has no representation in kernels");
      case FLOAT0 -> throw new IllegalArgumentException("float0 has no elements");
    };
  }

  static Object buffer(Rep rep, int n) {
    return switch (rep) {
      case FLOAT -> new float[n];
      case DOUBLE -> new double[n];
      case INT -> new int[n];
      case LONG -> new long[n];
      case COMPLEX -> new double[2 * n];
    };
  }

  /// Applies a kernel. Operands have the result's shape, one element, or a shape that broadcasts to it.
  static Array map(Aval aval, Device device, List<Array> in, Kernel kernel) {
    Array out = Array.allocate(aval, device);
    long n = aval.shape().elements();
    if (n == 0) {
      return out;
    }
    int block = (int) Math.min(n, SIZE);
    int k = in.size();
    MemorySegment[] memory = new MemorySegment[k];
    DType[] types = new DType[k];
    Object[] buffers = new Object[k];
    boolean[] constant = new boolean[k];
    Array[] held = new Array[k];
    for (int i = 0; i < k; i++) {
      Array a = in.get(i);
      if (a.elements() != 1 && !a.shape().equals(aval.shape())) {
        a = Strided.broadcast(a, aval.shape());
      }
      held[i] = a;
      memory[i] = a.memory();
      types[i] = a.dtype();
      buffers[i] = buffer(rep(a.dtype()), block);
      if (a.elements() == 1) {
        constant[i] = true;
        load(memory[i], types[i], 0, 1, buffers[i]);
        repeat(buffers[i], block, types[i].isComplex());
      }
    }
    MemorySegment target = out.buffer().segment();
    Object result = buffer(rep(aval.dtype()), block);
    int count = 0;
    for (long at = 0; at < n; at += block) {
      int m = (int) Math.min(block, n - at);
      for (int i = 0; i < k; i++) {
        if (!constant[i]) {
          load(memory[i], types[i], at, m, buffers[i]);
        }
      }
      kernel.apply(buffers, result, m);
      store(target, aval.dtype(), at, m, result);
      if (++count % POLL_EVERY == 0) {
        Session.current().poll();
      }
    }
    java.lang.ref.Reference.reachabilityFence(held);
    return out;
  }

  private static void repeat(Object buffer, int n, boolean complex) {
    switch (buffer) {
      case float[] b -> Arrays.fill(b, b[0]);
      case double[] b when complex -> {
        for (int i = 1; i < n; i++) {
          b[2 * i] = b[0];
          b[2 * i + 1] = b[1];
        }
      }
      case double[] b -> Arrays.fill(b, b[0]);
      case int[] b -> Arrays.fill(b, b[0]);
      case long[] b -> Arrays.fill(b, b[0]);
      default -> throw new IllegalArgumentException();
    }
  }

  /// All elements of an array in its representation.
  static Object load(Array a) {
    int n = Math.toIntExact(a.elements());
    Object b = buffer(rep(a.dtype()), n);
    load(a.memory(), a.dtype(), 0, n, b);
    java.lang.ref.Reference.reachabilityFence(a);
    return b;
  }

  /// A new array from elements in the representation of its dtype.
  static Array store(Aval aval, Device device, Object elements) {
    Array out = Array.allocate(aval, device);
    store(out.buffer().segment(), aval.dtype(), 0, (int) aval.shape().elements(), elements);
    return out;
  }

  static float[] floats(Array a) {
    return (float[]) load(a);
  }

  /// The elements of a real array as doubles, whatever its dtype; of a complex one as pairs.
  static double[] doubles(Array a) {
    return switch (load(a)) {
      case double[] d -> d;
      case float[] f -> {
        double[] d = new double[f.length];
        for (int i = 0; i < d.length; i++) {
          d[i] = f[i];
        }
        yield d;
      }
      case int[] v -> {
        double[] d = new double[v.length];
        boolean u32 = a.dtype() == DType.UINT32;
        for (int i = 0; i < d.length; i++) {
          d[i] = u32 ? v[i] & 0xffffffffL : v[i];
        }
        yield d;
      }
      case long[] v -> {
        double[] d = new double[v.length];
        for (int i = 0; i < d.length; i++) {
          d[i] = Bits.integerToDouble(a.dtype(), v[i]);
        }
        yield d;
      }
      default -> throw new IllegalArgumentException();
    };
  }

  /// The elements of an integer array as longs.
  static long[] longs(Array a) {
    return switch (load(a)) {
      case long[] v -> v;
      case int[] v -> {
        long[] r = new long[v.length];
        boolean u32 = a.dtype() == DType.UINT32;
        for (int i = 0; i < r.length; i++) {
          r[i] = u32 ? v[i] & 0xffffffffL : v[i];
        }
        yield r;
      }
      default -> throw new IllegalArgumentException("not integers: " + a);
    };
  }

  /// A new floating array (real, or complex from pairs) from doubles, rounded to its dtype.
  static Array ofDoubles(Aval aval, Device device, double[] v) {
    if (rep(aval.dtype()) != Rep.FLOAT) {
      return store(aval, device, v);
    }
    float[] f = new float[v.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = aval.dtype() == DType.FLOAT32 ? (float) v[i] : (float) Bits.round(aval.dtype(), v[i]);
    }
    return store(aval, device, f);
  }

  static void load(MemorySegment m, DType t, long at, int n, Object buffer) {
    switch (t.code()) {
      case FLOAT32 -> MemorySegment.copy(m, ValueLayout.JAVA_FLOAT, at * 4, (float[]) buffer, 0, n);
      case FLOAT64 -> MemorySegment.copy(m, ValueLayout.JAVA_DOUBLE, at * 8, (double[]) buffer, 0, n);
      case INT32, UINT32 -> MemorySegment.copy(m, ValueLayout.JAVA_INT, at * 4, (int[]) buffer, 0, n);
      case INT64, UINT64, KEY_FRY -> MemorySegment.copy(m, ValueLayout.JAVA_LONG, at * 8, (long[]) buffer, 0, n);
      case COMPLEX128 -> MemorySegment.copy(m, ValueLayout.JAVA_DOUBLE, at * 16, (double[]) buffer, 0, 2 * n);
      case COMPLEX64 -> {
        double[] b = (double[]) buffer;
        for (int i = 0; i < 2 * n; i++) {
          b[i] = m.getAtIndex(ValueLayout.JAVA_FLOAT, 2 * at + i);
        }
      }
      case FLOAT16 -> {
        float[] b = (float[]) buffer;
        for (int i = 0; i < n; i++) {
          b[i] = Float.float16ToFloat(m.getAtIndex(ValueLayout.JAVA_SHORT, at + i));
        }
      }
      case BFLOAT16 -> {
        float[] b = (float[]) buffer;
        for (int i = 0; i < n; i++) {
          b[i] = Float.intBitsToFloat(m.getAtIndex(ValueLayout.JAVA_SHORT, at + i) << 16);
        }
      }
      case BOOL, UINT8 -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          b[i] = m.get(ValueLayout.JAVA_BYTE, at + i) & 0xff;
        }
      }
      case INT8 -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          b[i] = m.get(ValueLayout.JAVA_BYTE, at + i);
        }
      }
      case INT16 -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          b[i] = m.getAtIndex(ValueLayout.JAVA_SHORT, at + i);
        }
      }
      case UINT16 -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          b[i] = m.getAtIndex(ValueLayout.JAVA_SHORT, at + i) & 0xffff;
        }
      }
      case KEY_RBG, KEY_URBG, KEY, CUSTOM, FLOAT0 -> {}
    }
  }

  static void store(MemorySegment m, DType t, long at, int n, Object buffer) {
    switch (t.code()) {
      case FLOAT32 -> MemorySegment.copy((float[]) buffer, 0, m, ValueLayout.JAVA_FLOAT, at * 4, n);
      case FLOAT64 -> MemorySegment.copy((double[]) buffer, 0, m, ValueLayout.JAVA_DOUBLE, at * 8, n);
      case INT32, UINT32 -> MemorySegment.copy((int[]) buffer, 0, m, ValueLayout.JAVA_INT, at * 4, n);
      case INT64, UINT64, KEY_FRY -> MemorySegment.copy((long[]) buffer, 0, m, ValueLayout.JAVA_LONG, at * 8, n);
      case COMPLEX128 -> MemorySegment.copy((double[]) buffer, 0, m, ValueLayout.JAVA_DOUBLE, at * 16, 2 * n);
      case COMPLEX64 -> {
        double[] b = (double[]) buffer;
        for (int i = 0; i < 2 * n; i++) {
          m.setAtIndex(ValueLayout.JAVA_FLOAT, 2 * at + i, (float) b[i]);
        }
      }
      case FLOAT16 -> {
        float[] b = (float[]) buffer;
        for (int i = 0; i < n; i++) {
          m.setAtIndex(ValueLayout.JAVA_SHORT, at + i, Float.floatToFloat16(b[i]));
        }
      }
      case BFLOAT16 -> {
        float[] b = (float[]) buffer;
        for (int i = 0; i < n; i++) {
          m.setAtIndex(ValueLayout.JAVA_SHORT, at + i, bfloat(b[i]));
        }
      }
      case BOOL -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          m.set(ValueLayout.JAVA_BYTE, at + i, (byte) b[i]);
        }
      }
      case INT8, UINT8 -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          m.set(ValueLayout.JAVA_BYTE, at + i, (byte) b[i]);
        }
      }
      case INT16, UINT16 -> {
        int[] b = (int[]) buffer;
        for (int i = 0; i < n; i++) {
          m.setAtIndex(ValueLayout.JAVA_SHORT, at + i, (short) b[i]);
        }
      }
      case KEY_RBG, KEY_URBG, KEY, CUSTOM, FLOAT0 -> {}
    }
  }

  private static short bfloat(float f) {
    if (f != f) {
      return (short) ((Float.floatToRawIntBits(f) >>> 16) | 0x40);
    }
    int b = Float.floatToRawIntBits(f);
    return (short) ((b + 0x7fff + ((b >>> 16) & 1)) >>> 16);
  }
}
