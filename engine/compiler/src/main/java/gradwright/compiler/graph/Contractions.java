package gradwright.compiler.graph;

import gradwright.compiler.Target;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.List;

/// Products that a library computes, brought to one form: batch by row by column. What stands around them are layout
/// operations, which cost nothing where the library takes strides.
public final class Contractions {
  /// Products of fewer multiplications than this are not worth a library call.
  private static final long SMALL_PRODUCT = 4096;

  private static final DotGeneral CANONICAL =
      new DotGeneral(Ints.of(2), Ints.of(1), Ints.of(0), Ints.of(0), null, null, null);

  private Contractions() {}

  private static long product(Shape s, Ints axes) {
    long n = 1;
    for (int a : axes.toArray()) {
      n *= s.size(a);
    }
    return n;
  }

  private static Ints rest(int rank, Ints a, Ints b) {
    Ints out = Ints.EMPTY;
    for (int i = 0; i < rank; i++) {
      if (!a.contains(i) && !b.contains(i)) {
        out = out.plus(i);
      }
    }
    return out;
  }

  /// Whether a library should compute the product; otherwise it is written as a sum in a kernel.
  public static boolean byLibrary(DotGeneral d, Shape x, Shape y, DType result, Target target) {
    if (!target.multiplies(compute(result))) {
      return false;
    }
    long depth = product(x, d.lhsContracting());
    long batch = product(x, d.lhsBatch());
    long m = batch == 0 || depth == 0 ? 0 : x.elements() / batch / depth;
    long n = batch == 0 || depth == 0 ? 0 : y.elements() / batch / depth;
    if (batch * m * n * depth < SMALL_PRODUCT || depth <= 2) {
      return false;
    }
    // a matrix times a vector is bound by memory: a kernel does as well, if it reads the matrix along its rows
    if (n == 1 && !isCanonical(d, x, y) && trailing(d.lhsContracting(), x.rank())) {
      return false;
    }
    return !(m == 1 && trailing(d.rhsContracting(), y.rank()));
  }

  private static boolean trailing(Ints axes, int rank) {
    return axes.equals(Ints.range(rank - axes.size(), rank));
  }

  /// The type that a product is computed in.
  static DType compute(DType result) {
    return result.isFloat() && result.bits() < 32 ? DType.FLOAT32 : result;
  }

  /// Whether a node is a product in the form that [#lower] gives.
  public static boolean isCanonical(DotGeneral d, Shape x, Shape y) {
    return d.equals(CANONICAL) && x.rank() == 3 && y.rank() == 3;
  }

  /// The product as layout operations around one in canonical form.
  static Ref lower(DotGeneral d, Ref x, Ref y, Shape shape, DType result, Emitter emit) {
    DType type = compute(result);
    Ints freeX = rest(x.shape().rank(), d.lhsBatch(), d.lhsContracting());
    Ints freeY = rest(y.shape().rank(), d.rhsBatch(), d.rhsContracting());
    int batch = (int) product(x.shape(), d.lhsBatch());
    int m = (int) product(x.shape(), freeX);
    int n = (int) product(y.shape(), freeY);
    int k = (int) product(x.shape(), d.lhsContracting());
    Ref a = operand(x, d.lhsBatch().concat(freeX).concat(d.lhsContracting()), Shape.of(batch, m, k), type, emit);
    Ref b = operand(y, d.rhsBatch().concat(d.rhsContracting()).concat(freeY), Shape.of(batch, k, n), type, emit);
    Ref c = emit.apply(CANONICAL, List.of(a, b), Shape.of(batch, m, n), type);
    return emit.convert(emit.reshape(c, shape), result);
  }

  private static Ref operand(Ref x, Ints permutation, Shape shape, DType type, Emitter emit) {
    return emit.reshape(emit.transpose(emit.convert(x, type), permutation), shape);
  }
}
