package gradwright.cpu.ir;

/// An operand: a register or a constant, with its type.
///
/// @param type what it is
/// @param text how LLVM IR names it (`%v7`, `0x3FF0000000000000`, `splat (i32 1)`)
public record Value(IrType type, String text) {
  /// Type and name together, as most instructions want their first operand.
  public String typed() {
    return type.ir() + " " + text;
  }

  /// The element type.
  public Scalar scalar() {
    return type.scalar();
  }

  /// The number of lanes.
  public int lanes() {
    return type.lanes();
  }
}
