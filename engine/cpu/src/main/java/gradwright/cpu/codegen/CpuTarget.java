package gradwright.cpu.codegen;

import gradwright.compiler.Target;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.types.DType;
import gradwright.cpu.math.Lanewise;

/// What generated code and the libraries can do on this processor.
public final class CpuTarget implements Target {
  @Override
  public boolean supports(Elementwise function, DType operand, DType result) {
    return Lanewise.supports(function);
  }

  @Override
  public boolean multiplies(DType type) {
    return type == DType.FLOAT32 || type == DType.FLOAT64 || type.isComplex();
  }

  @Override
  public boolean scattersRows(Indexing.Combine combine, DType type) {
    return combinesRows(combine, type);
  }

  /// Whether there are kernels that combine whole rows of a type.
  public static boolean combinesRows(Indexing.Combine combine, DType type) {
    boolean simple = combine != Indexing.Combine.MIN && combine != Indexing.Combine.MAX;
    return simple
        && switch (type.code()) {
          case FLOAT32, FLOAT64, INT32, UINT32, INT64, UINT64 -> true;
          default -> false;
        };
  }
}
