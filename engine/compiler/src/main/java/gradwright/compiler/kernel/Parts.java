package gradwright.compiler.kernel;

import gradwright.core.types.DType;

/// How element types lie in memory: complex numbers and keys are two numbers each.
public final class Parts {
  private Parts() {}

  public static int count(DType t) {
    return t.isComplex() || t.isKey() ? 2 : 1;
  }

  /// The type of one part.
  public static DType type(DType t) {
    return t.isKey() ? DType.UINT32 : t.realType();
  }
}
