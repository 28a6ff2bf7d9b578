package gradwright.cpu.library;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// How lines of complex numbers lie side by side: element i of all lines is one vector of real parts and one of imaginary ones.
///
/// @param type  the type of the parts
/// @param lanes how many lines there are
record LineVectors(Scalar type, int lanes) {
  private static final int VECTOR_BYTES = 64;

  /// As many lines as a vector of single or double precision has lanes.
  static LineVectors of(boolean single) {
    Scalar type = single ? Scalar.F32 : Scalar.F64;
    return new LineVectors(type, VECTOR_BYTES / type.bytes());
  }

  /// One part of one element of all lines.
  IrType vector() {
    return IrType.of(type, lanes);
  }

  /// The address of a part.
  Value at(IrFunction f, Value base, Value index) {
    return f.element(base, type, index);
  }

  /// A kernel's argument `k` that is a number.
  static Value number(IrFunction f, int k) {
    return f.load(f.element(f.parameters().getFirst(), Scalar.S64, f.index(k)), IrType.INDEX);
  }
}
