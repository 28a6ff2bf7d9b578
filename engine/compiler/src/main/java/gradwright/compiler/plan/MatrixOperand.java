package gradwright.compiler.plan;

import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.ExprBuilder;
import gradwright.compiler.kernel.ExprPool;
import gradwright.core.prim.Shaping;
import java.util.ArrayList;
import java.util.List;

/// An operand of a matrix product as a library takes it: a value in memory with strides, so that the layout operations
/// between need not be done.
record MatrixOperand(Ref base, long offset, long batch, long row, long column) {
  /// The value furthest back that still has strides a library accepts: one of those of rows and columns is 1.
  static MatrixOperand of(Ref x) {
    List<Ref> chain = new ArrayList<>(List.of(x));
    while (isLayout(chain.getLast().node())) {
      chain.add(chain.getLast().node().inputs().getFirst());
    }
    for (Ref base : chain.reversed()) {
      MatrixOperand o = strided(x, base);
      if (o != null) {
        return o;
      }
    }
    throw new IllegalStateException(x + " has no strides");
  }

  private static boolean isLayout(Node n) {
    return n.operation() instanceof Operation.Apply(Shaping p)
        && switch (p) {
          case Shaping.Reshape _, Shaping.Transpose _, Shaping.Squeeze _, Shaping.Slice _ -> true;
          case Shaping.BroadcastInDim _ -> n.inputs().getFirst().shape().elements() > 1;
          default -> false;
        };
  }

  private static MatrixOperand strided(Ref x, Ref base) {
    if (base.node().operation() instanceof Operation.Literal) {
      return null;
    }
    List<Symbol.Variable> domain = Fusion.domain(x);
    ExprBuilder builder = new ExprBuilder(new ExprPool(), r -> r.equals(base) ? 0 : -1);
    Expr e = builder.value(x, Fusion.identity(x))[0];
    if (!(e.code() instanceof Expr.Code.Load(_, Index position, Guard guard)) || !guard.isAlways()) {
      return null;
    }
    for (Symbol s : position.terms().keySet()) {
      if (!(s instanceof Symbol.Variable)) {
        return null;
      }
    }
    int parts = gradwright.compiler.kernel.Parts.count(base.dtype());
    long batch = position.coefficient(domain.get(0)) / parts;
    long row = position.coefficient(domain.get(1)) / parts;
    long column = position.coefficient(domain.get(2)) / parts;
    long rows = domain.get(1).extent();
    long columns = domain.get(2).extent();
    // a stride that is never taken can be anything
    long start = position.constant() / parts;
    long next = rows == 1 ? Math.max(1, columns) : row;
    if ((columns == 1 || column == 1) && next >= columns) {
      return new MatrixOperand(base, start, batch, next, 1);
    }
    next = columns == 1 ? Math.max(1, rows) : column;
    return (rows == 1 || row == 1) && next >= rows ? new MatrixOperand(base, start, batch, 1, next) : null;
  }
}
