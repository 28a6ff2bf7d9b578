package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.cpu.math.Lanewise;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// How many lanes to use.
final class Widths {
  private static final int VECTOR_BYTES = 64;

  private Widths() {}

  /// Lanes for a loop over `v` that computes `roots`: as many of the widest type that runs along the loop as fit a
  /// vector, and no more than the loop has points (rounded up to a power of two).
  static int lanes(Collection<Expr> roots, Symbol.Variable v) {
    int widest = 1;
    Set<Expr> seen = new HashSet<>();
    for (Expr e : roots) {
      widest = Math.max(widest, widest(e, 1L << v.number(), seen));
    }
    int lanes = VECTOR_BYTES / widest;
    while (lanes > 1 && lanes / 2 >= v.extent()) {
      lanes /= 2;
    }
    return lanes;
  }

  private static int widest(Expr e, long bit, Set<Expr> seen) {
    if (!seen.add(e) || (e.variables() & bit) == 0) {
      return 1;
    }
    int w = Math.max(Lanewise.scalar(e.type()).bytes(), e.type().isFloat() && e.type().bits() < 32 ? 4 : 1);
    for (Expr n : e.needs()) {
      w = Math.max(w, widest(n, bit, seen));
    }
    return w;
  }

  /// How much code expressions make, in instructions: what is inlined counts in full.
  static int code(Collection<Expr> all) {
    int sum = 0;
    for (Expr e : all) {
      sum +=
          switch (e.code()) {
            case Expr.Code.Literal _ -> 0;
            case Expr.Code.Apply(Elementwise.Unary(UnaryOp op)) ->
                switch (op) {
                  case EXP, EXP2, EXPM1, LOG, LOG1P, TANH, LOGISTIC, ERF -> 16;
                  default -> 2;
                };
            default -> 1;
          };
    }
    return sum;
  }
}
