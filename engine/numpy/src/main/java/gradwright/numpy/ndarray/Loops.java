package gradwright.numpy.ndarray;

import gradwright.numpy.ndarray.Kernel.Binary;
import gradwright.numpy.ndarray.Kernel.LongBinary;
import gradwright.numpy.ndarray.Kernel.LongLoop;
import gradwright.numpy.ndarray.Kernel.Loop;
import gradwright.numpy.ndarray.Kernel.Unary;

/// Loops made of functions of single elements, for functions that cost more than the call.
final class Loops {
  private Loops() {}

  static Loop unary(Unary f) {
    return (a, b, o, n) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.of(a[i]);
      }
    };
  }

  static Loop binary(Binary f) {
    return (a, b, o, n) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.of(a[i], b[i]);
      }
    };
  }

  static LongLoop whole(LongBinary f) {
    return (a, b, o, n, flags) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.of(a[i], b[i]);
      }
    };
  }

  static LongLoop wholeUnary(java.util.function.LongUnaryOperator f) {
    return (a, b, o, n, flags) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.applyAsLong(a[i]);
      }
    };
  }

  /// A function of a complex number that writes its two parts.
  interface ComplexUnary {
    void of(double re, double im, double[] out, int at);
  }

  static Loop pairs(ComplexUnary f) {
    return (a, b, o, n) -> {
      for (int i = 0; i < n; i++) {
        f.of(a[2 * i], a[2 * i + 1], o, 2 * i);
      }
    };
  }

  /// A function of two complex numbers that writes its two parts.
  interface ComplexBinary {
    void of(double ar, double ai, double br, double bi, double[] out, int at);
  }

  static Loop pairs(ComplexBinary f) {
    return (a, b, o, n) -> {
      for (int i = 0; i < n; i++) {
        f.of(a[2 * i], a[2 * i + 1], b[2 * i], b[2 * i + 1], o, 2 * i);
      }
    };
  }

  /// A number made of a complex one.
  static Loop pairsToReal(Binary f) {
    return (a, b, o, n) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.of(a[2 * i], a[2 * i + 1]);
      }
    };
  }

  /// A test of two complex numbers.
  interface ComplexTest {
    boolean of(double ar, double ai, double br, double bi);
  }

  static Loop compared(ComplexTest f) {
    return (a, b, o, n) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.of(a[2 * i], a[2 * i + 1], b[2 * i], b[2 * i + 1]) ? 1 : 0;
      }
    };
  }
}
