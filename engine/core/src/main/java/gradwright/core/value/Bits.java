package gradwright.core.value;

import gradwright.core.types.DType;

/// Conversions between numbers and the bits of each dtype.
public final class Bits {
  private Bits() {}

  /// Wraps a long to the width of an integer dtype; the result is sign- or zero-extended (uint64 keeps its bits).
  public static long wrap(DType t, long v) {
    return switch (t.code()) {
      case BOOL -> v != 0 ? 1 : 0;
      case INT8 -> (byte) v;
      case INT16 -> (short) v;
      case INT32 -> (int) v;
      case UINT8 -> v & 0xffL;
      case UINT16 -> v & 0xffffL;
      case UINT32 -> v & 0xffffffffL;
      default -> v;
    };
  }

  /// The number an integer dtype's bits stand for.
  public static double integerToDouble(DType t, long v) {
    if (t == DType.UINT64 && v < 0) {
      return ((v >>> 1) | (v & 1)) * 2.0;
    }
    return (double) v;
  }

  /// Truncates towards zero and saturates to the range of the dtype; NaN gives 0.
  public static long doubleToInteger(DType t, double v) {
    if (Double.isNaN(v)) {
      return 0;
    }
    return switch (t.code()) {
      case BOOL -> v != 0 ? 1 : 0;
      case INT8 -> (long) Math.clamp(v, -128.0, 127.0);
      case INT16 -> (long) Math.clamp(v, -32768.0, 32767.0);
      case INT32 -> (int) v;
      case INT64 -> (long) v;
      case UINT8 -> (long) Math.clamp(v, 0.0, 255.0);
      case UINT16 -> (long) Math.clamp(v, 0.0, 65535.0);
      case UINT32 -> (long) Math.clamp(v, 0.0, 4294967295.0);
      case UINT64 -> {
        if (v <= 0) {
          yield 0;
        }
        if (v >= 0x1p64) {
          yield -1L;
        }
        yield v < 0x1p63 ? (long) v : ((long) (v - 0x1p63)) ^ Long.MIN_VALUE;
      }
      default -> throw new IllegalArgumentException("not an integer type: " + t);
    };
  }

  /// Rounds a double to the nearest value of a float dtype (ties to even).
  public static double round(DType t, double v) {
    return switch (t.code()) {
      case FLOAT32 -> (float) v;
      case FLOAT16 -> halfToDouble(doubleToHalf(v));
      case BFLOAT16 -> bfloatToDouble(doubleToBfloat(v));
      default -> v;
    };
  }

  public static short doubleToHalf(double v) {
    // double -> half must round once: nudge the float towards the double's remainder before the second rounding.
    float f = (float) v;
    if (f != v && !Double.isNaN(v) && !Float.isInfinite(f)) {
      int b = Float.floatToRawIntBits(f);
      if ((b & 1) == 0) {
        boolean up = Math.abs(v) > Math.abs((double) f);
        f = Float.intBitsToFloat(up ? b | 1 : (b == 0 || b == 0x80000000 ? b : b - 1));
      }
    }
    return Float.floatToFloat16(f);
  }

  public static double halfToDouble(short h) {
    return Float.float16ToFloat(h);
  }

  public static short doubleToBfloat(double v) {
    if (Double.isNaN(v)) {
      return (short) 0x7fc0;
    }
    float f = (float) v;
    int b = Float.floatToRawIntBits(f);
    if (f != v && !Float.isInfinite(f) && (b & 1) == 0) {
      boolean up = Math.abs(v) > Math.abs((double) f);
      b = up ? b | 1 : (b == 0 || b == 0x80000000 ? b : b - 1);
    }
    int lsb = (b >>> 16) & 1;
    return (short) ((b + 0x7fff + lsb) >>> 16);
  }

  public static double bfloatToDouble(short h) {
    return Float.intBitsToFloat((h & 0xffff) << 16);
  }
}
