package gradwright.cpu.ir;

/// How LLVM IR writes numbers.
final class Constants {
  private Constants() {}

  static String floating(Scalar scalar, double x) {
    return switch (scalar) {
      case F64 -> "0x%016X".formatted(Double.doubleToRawLongBits(x));
      case F32 -> "0x%016X".formatted(Double.doubleToRawLongBits((float) x));
      case F16 -> "0xH%04X".formatted(Float.floatToFloat16((float) x) & 0xffff);
      case BF16 -> Integer.toString((short) bfloat16((float) x));
      default -> throw new IllegalArgumentException("floating constant of " + scalar);
    };
  }

  private static int bfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return (bits >>> 16) | 0x40;
    }
    return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  }

  static long wrap(IrType type, long x) {
    return switch (type.scalar().bits()) {
      case 8 -> (byte) x;
      case 16 -> (short) x;
      case 32 -> (int) x;
      default -> x;
    };
  }
}
