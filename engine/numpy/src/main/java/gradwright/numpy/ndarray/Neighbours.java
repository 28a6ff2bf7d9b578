package gradwright.numpy.ndarray;

import gradwright.core.value.Bits;

/// The numbers next to others in a float type, and the parts that floats are made of.
final class Neighbours {
  private Neighbours() {}

  static Kernel.Binary after(ElementType t) {
    return switch (t.size()) {
      case 8 -> Math::nextAfter;
      case 4 -> (x, y) -> Math.nextAfter((float) x, y);
      default -> Neighbours::halfAfter;
    };
  }

  private static double halfAfter(double x, double y) {
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (x == y) {
      return y;
    }
    if (x == 0) {
      return Math.copySign(0x1p-24, y);
    }
    short h = Bits.doubleToHalf(x);
    return Float.float16ToFloat((short) (x < y == x > 0 ? h + 1 : h - 1));
  }

  static Kernel.Unary spacing(ElementType t) {
    Kernel.Binary after = after(t);
    return x -> {
      if (Double.isInfinite(x) || Double.isNaN(x)) {
        return Double.NaN;
      }
      double far = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & Long.MIN_VALUE | 0x7ff0000000000000L);
      return after.of(x, far) - x;
    };
  }

  static double mantissa(double x) {
    return x == 0 || Double.isNaN(x) || Double.isInfinite(x) ? x : Math.scalb(x, -(int) exponent(x));
  }

  static double exponent(double x) {
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      return 0;
    }
    int e = Math.getExponent(x);
    return e < Double.MIN_EXPONENT ? Math.getExponent(x * 0x1p54) - 53 : e + 1;
  }
}
