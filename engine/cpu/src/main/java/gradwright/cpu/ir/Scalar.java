package gradwright.cpu.ir;

/// Element types of kernels. Signedness is part of the type, so that operations know which instruction they mean.
public enum Scalar {
  /// A truth value: `i1` in registers, one byte in memory.
  BOOL("i1", 1),
  S8("i8", 8),
  S16("i16", 16),
  S32("i32", 32),
  S64("i64", 64),
  U8("i8", 8),
  U16("i16", 16),
  U32("i32", 32),
  U64("i64", 64),
  F16("half", 16),
  /// Kept as `i16` bits; arithmetic happens in [#F32].
  BF16("i16", 16),
  F32("float", 32),
  F64("double", 64),
  /// An address.
  POINTER("ptr", 64);

  private final String ir;
  private final int bits;

  Scalar(String ir, int bits) {
    this.ir = ir;
    this.bits = bits;
  }

  /// The LLVM type in registers.
  public String ir() {
    return ir;
  }

  /// The LLVM type in memory.
  public String memoryIr() {
    return this == BOOL ? "i8" : ir;
  }

  /// Bits in a register.
  public int bits() {
    return bits;
  }

  /// Bytes in memory.
  public int bytes() {
    return (bits + 7) / 8;
  }

  /// Whether this is one of the floating-point types.
  public boolean isFloat() {
    return this == F16 || this == BF16 || this == F32 || this == F64;
  }

  /// Whether this is a signed or unsigned integer (not [#BOOL]).
  public boolean isInteger() {
    return ordinal() >= S8.ordinal() && ordinal() <= U64.ordinal();
  }

  /// Whether this is a signed integer.
  public boolean isSigned() {
    return ordinal() >= S8.ordinal() && ordinal() <= S64.ordinal();
  }

  /// Whether this is an unsigned integer.
  public boolean isUnsigned() {
    return ordinal() >= U8.ordinal() && ordinal() <= U64.ordinal();
  }

  /// The signed integer type of the same width.
  public Scalar signed() {
    return switch (bits) {
      case 8 -> S8;
      case 16 -> S16;
      case 32 -> S32;
      case 64 -> S64;
      default -> throw new IllegalArgumentException("no integer like " + this);
    };
  }

  /// The unsigned integer type of the same width.
  public Scalar unsigned() {
    return switch (bits) {
      case 8 -> U8;
      case 16 -> U16;
      case 32 -> U32;
      case 64 -> U64;
      default -> throw new IllegalArgumentException("no integer like " + this);
    };
  }
}
