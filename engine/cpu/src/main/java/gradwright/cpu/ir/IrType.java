package gradwright.cpu.ir;

/// A scalar or a fixed vector of them.
///
/// @param scalar the element type
/// @param lanes  1 for a scalar, else the vector's length
public record IrType(Scalar scalar, int lanes) {
  /// Shorthands for the scalars kernels are full of.
  public static final IrType INDEX = new IrType(Scalar.S64, 1);

  public static final IrType POINTER = new IrType(Scalar.POINTER, 1);
  public static final IrType BOOL = new IrType(Scalar.BOOL, 1);

  /// Checks the lanes.
  public IrType {
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes " + lanes);
    }
  }

  /// The type of one element.
  public static IrType of(Scalar scalar) {
    return new IrType(scalar, 1);
  }

  /// A vector, or the scalar itself for one lane.
  public static IrType of(Scalar scalar, int lanes) {
    return new IrType(scalar, lanes);
  }

  /// The same lanes of another element type.
  public IrType with(Scalar other) {
    return new IrType(other, lanes);
  }

  /// Whether there is more than one lane.
  public boolean isVector() {
    return lanes > 1;
  }

  /// The type as LLVM writes it in registers.
  public String ir() {
    return shaped(scalar.ir());
  }

  /// The type as LLVM writes it in memory.
  public String memoryIr() {
    return shaped(scalar.memoryIr());
  }

  /// The part of an overloaded intrinsic's name that stands for this type: `v16f32`, `i64`, ...
  public String suffix() {
    return suffixOf(
        scalar == Scalar.BF16
            ? "i16"
            : switch (scalar) {
              case F16 -> "f16";
              case F32 -> "f32";
              case F64 -> "f64";
              case POINTER -> "p0";
              default -> scalar.ir();
            });
  }

  String memorySuffix() {
    return scalar == Scalar.BOOL ? suffixOf("i8") : suffix();
  }

  private String suffixOf(String element) {
    return lanes == 1 ? element : "v" + lanes + element;
  }

  private String shaped(String element) {
    return lanes == 1 ? element : "<" + lanes + " x " + element + ">";
  }
}
