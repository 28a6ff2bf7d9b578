package gradwright.compiler;

import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.types.DType;

/// What a device's code generator and libraries can do.
public interface Target {
  /// Whether generated code can compute the function; `operand` is the type of its (last) operand, never complex.
  boolean supports(Elementwise function, DType operand, DType result);

  /// Whether a library multiplies matrices of the type.
  boolean multiplies(DType type);

  /// Whether a library combines whole rows at computed places.
  boolean scattersRows(Indexing.Combine combine, DType type);
}
