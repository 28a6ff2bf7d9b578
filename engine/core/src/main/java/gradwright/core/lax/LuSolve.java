package gradwright.core.lax;

import gradwright.core.batch.Vmap;
import gradwright.core.jit.NamedJit;
import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.List;

/// Solves linear systems whose matrix was decomposed by `lu`.
public final class LuSolve {
  private LuSolve() {}

  /// The system solved: with the matrix, its transpose, or its conjugate transpose.
  public enum Form {
    PLAIN,
    TRANSPOSED,
    ADJOINT
  }

  /// Solves for right-hand sides `b` of shape (..., n, k); batches of all three agree.
  public static Value solve(Value lu, Value permutation, Value b, Form form) {
    return NamedJit.call1(
        "_lu_solve",
        form,
        List.of(lu, permutation, b),
        in -> Vmap.map(one -> List.of(core(one.get(0), one.get(1), one.get(2), form)), lu.rank() - 2, in));
  }

  private static Value core(Value lu, Value permutation, Value b, Form form) {
    if (form == Form.PLAIN) {
      Value x = Matrices.rows(b, permutation);
      x = Matrices.solve(lu, x, true, true, false, false, true);
      return Matrices.solve(lu, x, true, false, false, false, false);
    }
    boolean conjugate = form == Form.ADJOINT;
    Value x = Matrices.solve(lu, b, true, false, true, conjugate, false);
    x = Matrices.solve(lu, x, true, true, true, conjugate, true);
    Value order = Lax.iota(DType.INT32, Shape.of(permutation.shape().size(0)), 0);
    Value inverse = Lax.bind(new Reduction.Sort(0, true, 1), permutation, order).get(1);
    return Matrices.rows(x, inverse);
  }
}
