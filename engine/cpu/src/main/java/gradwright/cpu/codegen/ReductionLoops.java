package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Reducer;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.List;

/// Loops that carry the states of a group of reductions over the same variables.
final class ReductionLoops {
  private final IrFunction f;
  private final ExprEmitter exprs;

  ReductionLoops(IrFunction f, ExprEmitter exprs) {
    this.f = f;
    this.exprs = exprs;
  }

  /// What the reductions of a group need at each point.
  static List<Expr> bodies(List<Expr> group) {
    List<Expr> all = new ArrayList<>();
    group.forEach(r -> all.addAll(r.arguments()));
    return all;
  }

  static Reducer reducer(Expr e) {
    return ((Expr.Code.Reduce) e.code()).reducer();
  }

  /// The state of a reduction that has seen nothing, for as many lanes.
  List<Value> state(Expr e, int lanes) {
    Reducing r = new Reducing(f, reducer(e));
    Scalar type = Reducing.state(reducer(e), Lanewise.scalar(e.arguments().getFirst().type()));
    List<Value> s = new ArrayList<>();
    s.add(r.identity(IrType.of(type, lanes)));
    if (reducer(e).isArgument()) {
      s.add(f.constant(IrType.of(Lanewise.scalar(e.type()), lanes), 0L));
    }
    return s;
  }

  /// Takes the points of a part of a variable's range into the states.
  List<List<Value>> steps(
      List<Expr> group, Symbol.Variable v, Value from, Value to, Scope scope, List<List<Value>> states) {
    return loop(
        from,
        to,
        1,
        states,
        (i, carried) -> {
          Scope inner = scope.inner();
          inner.bind(v, i);
          return step(group, inner, carried);
        });
  }

  /// Takes one more point into the states.
  List<List<Value>> step(List<Expr> group, Scope inner, List<List<Value>> states) {
    exprs.emit(bodies(group), inner);
    List<List<Value>> next = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      Expr e = group.get(i);
      Reducing r = new Reducing(f, reducer(e));
      int lanes = states.get(i).getFirst().lanes();
      List<Value> x = e.arguments().stream().map(a -> f.broadcast(exprs.value(a, inner), lanes)).toList();
      List<Value> lifted = new ArrayList<>(r.lift(x));
      if (inner.lanes() != null && inner.lanes().mask() != null && lanes > 1) {
        Value first = lifted.getFirst();
        lifted.set(0, f.select(inner.lanes().mask(), first, r.identity(first.type())));
      }
      next.add(r.combine(states.get(i), lifted));
    }
    return next;
  }

  /// What is done inside the loops.
  @FunctionalInterface
  interface Innermost {
    /// Emits it; gives the next states.
    List<List<Value>> emit(Scope scope, List<List<Value>> states);
  }

  /// Loops over the variables from `depth` on, one after the other.
  List<List<Value>> nested(
      List<Expr> group,
      List<Symbol.Variable> variables,
      int depth,
      Scope scope,
      List<List<Value>> states,
      Innermost innermost) {
    if (depth == variables.size()) {
      return innermost.emit(scope, states);
    }
    Symbol.Variable v = variables.get(depth);
    return loop(
        f.index(0),
        f.index(v.extent()),
        1,
        states,
        (i, carried) -> {
          Scope inner = scope.inner();
          inner.bind(v, i);
          if (depth + 1 < variables.size()) {
            exprs.hoist(bodies(group), inner);
          }
          return nested(group, variables, depth + 1, inner, carried, innermost);
        });
  }

  /// One turn of a loop.
  @FunctionalInterface
  interface Turn {
    /// Emits the turn; gives the next states.
    List<List<Value>> emit(Value i, List<List<Value>> states);
  }

  /// A loop that carries the states.
  List<List<Value>> loop(Value from, Value to, long step, List<List<Value>> states, Turn turn) {
    List<Value> done =
        f.loop(from, to, step, flatten(states), (i, carried) -> flatten(turn.emit(i, unflatten(carried, states))));
    return unflatten(done, states);
  }

  private static List<Value> flatten(List<List<Value>> states) {
    return states.stream().flatMap(List::stream).toList();
  }

  private static List<List<Value>> unflatten(List<Value> flat, List<List<Value>> like) {
    List<List<Value>> out = new ArrayList<>();
    int at = 0;
    for (List<Value> l : like) {
      out.add(flat.subList(at, at + l.size()));
      at += l.size();
    }
    return out;
  }
}
