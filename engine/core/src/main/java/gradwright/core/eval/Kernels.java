package gradwright.core.eval;

import gradwright.core.eval.Blocks.Kernel;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Typed shapes of block kernels, and kernels made from functions of single elements.
final class Kernels {
  private Kernels() {}

  @FunctionalInterface
  interface Floats1 {
    void apply(float[] x, float[] out, int n);
  }

  @FunctionalInterface
  interface Floats2 {
    void apply(float[] x, float[] y, float[] out, int n);
  }

  @FunctionalInterface
  interface Doubles1 {
    void apply(double[] x, double[] out, int n);
  }

  @FunctionalInterface
  interface Doubles2 {
    void apply(double[] x, double[] y, double[] out, int n);
  }

  @FunctionalInterface
  interface Ints2 {
    void apply(int[] x, int[] y, int[] out, int n);
  }

  @FunctionalInterface
  interface Longs2 {
    void apply(long[] x, long[] y, long[] out, int n);
  }

  @FunctionalInterface
  interface FloatsToInts {
    void apply(float[] x, float[] y, int[] out, int n);
  }

  @FunctionalInterface
  interface DoublesToInts {
    void apply(double[] x, double[] y, int[] out, int n);
  }

  @FunctionalInterface
  interface LongsToInts {
    void apply(long[] x, long[] y, int[] out, int n);
  }

  static Kernel floats1(Floats1 k) {
    return (in, out, n) -> k.apply((float[]) in[0], (float[]) out, n);
  }

  static Kernel floats2(Floats2 k) {
    return (in, out, n) -> k.apply((float[]) in[0], (float[]) in[1], (float[]) out, n);
  }

  static Kernel doubles1(Doubles1 k) {
    return (in, out, n) -> k.apply((double[]) in[0], (double[]) out, n);
  }

  static Kernel doubles2(Doubles2 k) {
    return (in, out, n) -> k.apply((double[]) in[0], (double[]) in[1], (double[]) out, n);
  }

  static Kernel ints2(Ints2 k) {
    return (in, out, n) -> k.apply((int[]) in[0], (int[]) in[1], (int[]) out, n);
  }

  static Kernel longs2(Longs2 k) {
    return (in, out, n) -> k.apply((long[]) in[0], (long[]) in[1], (long[]) out, n);
  }

  static Kernel compareFloats(FloatsToInts k) {
    return (in, out, n) -> k.apply((float[]) in[0], (float[]) in[1], (int[]) out, n);
  }

  static Kernel compareDoubles(DoublesToInts k) {
    return (in, out, n) -> k.apply((double[]) in[0], (double[]) in[1], (int[]) out, n);
  }

  static Kernel compareLongs(LongsToInts k) {
    return (in, out, n) -> k.apply((long[]) in[0], (long[]) in[1], (int[]) out, n);
  }

  /// The elements as they are, for all but complex ones.
  static void copy(Object[] in, Object out, int n) {
    System.arraycopy(in[0], 0, out, 0, n);
  }

  /// Complex elements as they are.
  static void copyPairs(Object[] in, Object out, int n) {
    System.arraycopy(in[0], 0, out, 0, 2 * n);
  }

  /// The kernel's results with subnormal numbers made zero of the same sign, as XLA's arithmetic on CPUs does.
  static Kernel flushed(Kernel kernel) {
    return (in, out, n) -> {
      kernel.apply(in, out, n);
      if (out instanceof float[] o) {
        for (int i = 0; i < n; i++) {
          int b = Float.floatToRawIntBits(o[i]);
          int subnormal = ((b & 0x7f800000) - 1) >> 31;
          o[i] = Float.intBitsToFloat(b & ~(subnormal & 0x007fffff));
        }
      } else if (out instanceof double[] o) {
        for (int i = 0; i < n; i++) {
          long b = Double.doubleToRawLongBits(o[i]);
          long subnormal = ((b & 0x7ff0000000000000L) - 1) >> 63;
          o[i] = Double.longBitsToDouble(b & ~(subnormal & 0x000fffffffffffffL));
        }
      }
    };
  }

  /// Each float through a function of doubles, rounded once.
  static Kernel eachFloat(DoubleUnaryOperator f) {
    return floats1((x, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = (float) f.applyAsDouble(x[i]);
      }
    });
  }

  static Kernel eachFloat(DoubleBinaryOperator f) {
    return floats2((x, y, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = (float) f.applyAsDouble(x[i], y[i]);
      }
    });
  }

  static Kernel eachDouble(DoubleUnaryOperator f) {
    return doubles1((x, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = f.applyAsDouble(x[i]);
      }
    });
  }

  static Kernel eachDouble(DoubleBinaryOperator f) {
    return doubles2((x, y, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = f.applyAsDouble(x[i], y[i]);
      }
    });
  }

  static Kernel eachInt(IntUnaryOperator f) {
    return (in, out, n) -> {
      int[] x = (int[]) in[0];
      int[] o = (int[]) out;
      for (int i = 0; i < n; i++) {
        o[i] = f.applyAsInt(x[i]);
      }
    };
  }

  static Kernel eachInt(IntBinaryOperator f) {
    return ints2((x, y, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = f.applyAsInt(x[i], y[i]);
      }
    });
  }

  static Kernel eachLong(LongUnaryOperator f) {
    return (in, out, n) -> {
      long[] x = (long[]) in[0];
      long[] o = (long[]) out;
      for (int i = 0; i < n; i++) {
        o[i] = f.applyAsLong(x[i]);
      }
    };
  }

  static Kernel eachLong(LongBinaryOperator f) {
    return longs2((x, y, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = f.applyAsLong(x[i], y[i]);
      }
    });
  }
}
