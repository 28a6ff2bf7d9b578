package gradwright.cpu.codegen;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How the loops over a kernel's domain are best laid out: what runs along lanes, how many vectors are taken at once, and whether
/// they may run past the end.
final class Schedule {
  private final Kernel kernel;

  Schedule(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Whether the innermost loop of the domain runs along lanes; otherwise reductions inside do.
  boolean alongLanes() {
    Symbol.Variable inner = kernel.domain().getLast();
    long bit = 1L << inner.number();
    if (kernel.ordered()) {
      for (Kernel.Store s : kernel.stores()) {
        IndexEmitter.Affine a = IndexEmitter.affine(s.position(), new Lanes(inner, 1, null, false));
        if (a == null || a.stride() == 0 || Math.abs(a.stride()) > 1 || (s.guard().variables() & bit) != 0) {
          return false;
        }
      }
    }
    long along = 0;
    long within = 0;
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> variables) && (e.variables() & bit) != 0) {
        Symbol.Variable v = variables.getLast();
        long points = variables.stream().mapToLong(Symbol.Variable::extent).reduce(1, (x, y) -> x * y);
        Lanes inside = new Lanes(v, 1, null, false);
        Lanes across = new Lanes(inner, 1, null, false);
        for (Expr l : below(e)) {
          if (l.code() instanceof Expr.Code.Load(_, Index position, _)) {
            along += cost(IndexEmitter.affine(position, across)) * points;
            within += (cost(IndexEmitter.affine(position, inside)) + (v.extent() < 16 ? 6 : 0)) * points;
          }
        }
        within += 24; // bringing the lanes together
      }
    }
    return along <= within;
  }

  /// What a vector load costs, by its stride: broadcast, contiguous, strided.
  private static long cost(IndexEmitter.Affine a) {
    if (a == null) {
      return 20;
    }
    return a.stride() == 0 ? 1 : a.stride() == 1 ? 1 : Math.abs(a.stride()) <= 2 ? 3 : 16;
  }

  private static Set<Expr> below(Expr root) {
    Set<Expr> all = new HashSet<>();
    List<Expr> todo = new ArrayList<>(root.needs());
    while (!todo.isEmpty()) {
      Expr e = todo.removeLast();
      if (all.add(e)) {
        todo.addAll(e.needs());
      }
    }
    return all;
  }

  /// Whether the loop over the whole domain may write whole vectors past its end: arrays are padded by as much.
  boolean overruns(Symbol.Variable v, int lanes) {
    long bit = 1L << v.number();
    for (Kernel.Store s : kernel.stores()) {
      Kernel.Parameter p = kernel.parameters().get(s.parameter());
      if (!s.position().equals(Index.variable(v))
          || p.elements() != v.extent()
          || !p.padded()
          || s.combine() != null
          || !s.guard().isAlways()
          || lanes * Lanewise.scalar(p.type()).bytes() > 64) {
        return false;
      }
    }
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Load(int parameter, Index position, Guard guard)
          && (e.variables() & bit) != 0) {
        IndexEmitter.Affine a = IndexEmitter.affine(position, new Lanes(v, lanes, null, false));
        boolean inside = position.low() >= 0 && position.high() < kernel.parameters().get(parameter).elements();
        if (a == null
            || a.stride() != 1
            || !guard.isAlways()
            || !inside
            || lanes * Lanewise.scalar(e.type()).bytes() > 64) {
          return false;
        }
      }
    }
    return true;
  }

  /// How many vectors side by side a loop over columns should take: reductions down the columns then read longer
  /// stretches of each row, and need not wait for one another's additions.
  int columns(Symbol.Variable inner) {
    long bit = 1L << inner.number();
    boolean reduces = false;
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> variables) && (e.variables() & bit) != 0) {
        reduces |= variables.stream().mapToLong(Symbol.Variable::extent).reduce(1, (x, y) -> x * y) >= 16;
      }
    }
    return reduces && !kernel.ordered() && inner.extent() >= 64 && kernel.expressions().size() <= 16 ? 4 : 1;
  }
}
