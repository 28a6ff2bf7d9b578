package gradwright.cpu.codegen;

import gradwright.compiler.index.Index;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Casts;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Emits expressions. Each is computed once in the outermost scope where its variables have values; reductions over the
/// same variables share their loop.
final class ExprEmitter {
  /// Bodies of more code than this are not written twice for the lanes of a last vector.
  static final int HEAVY_BODY = 60;

  private final IrFunction f;
  private final IndexEmitter indices;
  private final LoadEmitter loads;
  private final StagedRows rows;
  private final ReductionEmitter reductions;

  ExprEmitter(IrFunction f, Kernel kernel) {
    this.f = f;
    this.indices = new IndexEmitter(f);
    this.loads = new LoadEmitter(f, kernel, indices);
    this.rows = new StagedRows(f, kernel);
    this.reductions = new ReductionEmitter(f, this, rows);
  }

  IndexEmitter indices() {
    return indices;
  }

  Value parameter(int i) {
    return loads.parameter(i);
  }

  /// Computes everything below `roots` that the scope's variables suffice for, before a loop over others begins.
  void hoist(Collection<Expr> roots, Scope scope) {
    Set<Expr> ready = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    roots.forEach(r -> collectReady(r, scope, ready, seen));
    emit(ready, scope);
  }

  private void collectReady(Expr e, Scope scope, Set<Expr> ready, Set<Expr> seen) {
    if (!seen.add(e) || scope.get(e) != null) {
      return;
    }
    if ((e.variables() & ~scope.bound()) == 0) {
      if (!(e.code() instanceof Expr.Code.Literal)) {
        ready.add(e);
      }
      return;
    }
    if (!rows.has(e)) {
      e.needs().forEach(n -> collectReady(n, scope, ready, seen));
    }
  }

  /// Computes expressions whose variables all have values here.
  void emit(Collection<Expr> roots, Scope scope) {
    List<Expr> order = missing(roots, scope).stream().sorted(Comparator.comparingInt(Expr::id)).toList();
    for (Expr e : order) {
      if (scope.get(e) != null) {
        continue;
      }
      if (e.code() instanceof Expr.Code.Reduce r) {
        reductions.reduce(group(e, r, order, scope), r.variables(), scope);
      } else {
        Value x = rows.has(e) ? rows.read(e, scope) : compute(e, scope);
        rows.keep(e, x, scope);
        scope.put(e, x);
      }
    }
  }

  /// What is still to be computed below `roots`.
  Set<Expr> missing(Collection<Expr> roots, Scope scope) {
    Set<Expr> todo = new HashSet<>();
    roots.forEach(r -> collect(r, scope, todo));
    return todo;
  }

  private void collect(Expr e, Scope scope, Set<Expr> todo) {
    if (scope.get(e) != null || !todo.add(e) || rows.has(e)) {
      return;
    }
    if (e.code() instanceof Expr.Code.Reduce) {
      // of a reduction's body, what does not depend on its variables is computed before it
      Set<Expr> ready = new LinkedHashSet<>();
      Set<Expr> seen = new HashSet<>();
      e.needs().forEach(n -> collectReady(n, scope, ready, seen));
      ready.forEach(n -> collect(n, scope, todo));
    } else {
      e.needs().forEach(n -> collect(n, scope, todo));
    }
  }

  /// The reductions that can run in one loop with `first`.
  private List<Expr> group(Expr first, Expr.Code.Reduce r, List<Expr> order, Scope scope) {
    List<Expr> group = new ArrayList<>(List.of(first));
    Map<Expr, Boolean> waits = new HashMap<>();
    for (Expr e : order) {
      if (e != first
          && e.code() instanceof Expr.Code.Reduce o
          && o.variables().equals(r.variables())
          && scope.get(e) == null
          && e.needs().stream().noneMatch(n -> waits(n, scope, waits))) {
        group.add(e);
      }
    }
    return group;
  }

  /// Whether an expression needs a reduction that this scope has still to compute.
  private boolean waits(Expr e, Scope scope, Map<Expr, Boolean> known) {
    if (scope.get(e) != null) {
      return false;
    }
    Boolean w = known.get(e);
    if (w == null) {
      known.put(e, false);
      boolean here = e.code() instanceof Expr.Code.Reduce && (e.variables() & ~scope.bound()) == 0;
      w = here || e.needs().stream().anyMatch(n -> waits(n, scope, known));
      known.put(e, w);
    }
    return w;
  }

  /// The value of an expression that was computed or is a constant, in all lanes.
  Value wide(Expr e, Scope scope) {
    Value x = value(e, scope);
    return scope.lanes() == null ? x : f.broadcast(x, scope.lanes().count());
  }

  Value value(Expr e, Scope scope) {
    Value x = scope.get(e);
    if (x == null) {
      if (!(e.code() instanceof Expr.Code.Literal)) {
        throw new IllegalStateException(e + " was not computed");
      }
      x = compute(e, scope);
      scope.put(e, x);
    }
    return x;
  }

  private Value compute(Expr e, Scope scope) {
    Scalar type = Lanewise.scalar(e.type());
    return switch (e.code()) {
      case Expr.Code.Literal(long integer, double real) ->
          type.isFloat() ? f.constant(IrType.of(type), real) : f.constant(IrType.of(type), integer);
      case Expr.Code.Load l -> loads.load(l, type, scope);
      case Expr.Code.Position(Index index) -> {
        boolean varies = scope.lanes() != null && (index.variables() & scope.lanes().bit()) != 0;
        Value x = varies ? indices.vector(index, scope) : indices.scalar(index, scope);
        yield type == Scalar.BOOL ? f.compare(Comparison.NE, x, f.constant(x.type(), 0L)) : Casts.cast(f, x, type);
      }
      case Expr.Code.Apply(var primitive) ->
          Lanewise.apply(f, primitive, e.arguments().stream().map(a -> value(a, scope)).toList());
      case Expr.Code.Choose(var guard) -> {
        Value yes = value(e.arguments().get(0), scope);
        Value no = value(e.arguments().get(1), scope);
        if (IndexEmitter.fails(guard, scope)) {
          yield no;
        }
        Value condition = indices.guard(guard, scope);
        if (condition == null) {
          yield yes;
        }
        int n = Math.max(condition.lanes(), Math.max(yes.lanes(), no.lanes()));
        yield f.select(condition, f.broadcast(yes, n), f.broadcast(no, n));
      }
      case Expr.Code.Reduce _ -> throw new IllegalStateException("a reduction is not one instruction");
    };
  }

  /// Two conditions, of which the second may be null, in all lanes.
  Value both(Value x, Value y, int lanes) {
    return loads.both(x, y, lanes);
  }
}
