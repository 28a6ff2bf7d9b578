package gradwright.compiler.kernel;

import gradwright.core.types.DType;

/// How element types lie in memory: complex numbers are two numbers each, keys two or four.
public final class Parts {
  private Parts() {}

  public static int count(DType t) {
    return t.isKey() ? t.keyWords() : t.isComplex() ? 2 : 1;
  }

  /// The type of one part.
  public static DType type(DType t) {
    return t.isKey() ? DType.UINT32 : t.realType();
  }
}
