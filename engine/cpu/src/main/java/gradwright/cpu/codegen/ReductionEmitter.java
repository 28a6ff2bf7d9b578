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
import java.util.Set;

/// The loops of reductions: unrolled where they are short, along lanes where nothing outside is, in blocks where a long sum would
/// lose digits.
final class ReductionEmitter {
  /// Terms that are summed one after the other before their sum is added to others.
  private static final int BLOCK = 128;

  private static final int UNROLLED_POINTS = 8;
  private static final int UNROLLED_OPERATIONS = 400;
  private static final int CHEAP_BODY = 12;
  private static final int ACCUMULATORS = 4;

  private final IrFunction f;
  private final ExprEmitter exprs;
  private final StagedRows rows;

  ReductionEmitter(IrFunction f, ExprEmitter exprs, StagedRows rows) {
    this.f = f;
    this.exprs = exprs;
    this.rows = rows;
  }

  private List<Expr> bodies(List<Expr> group) {
    List<Expr> all = new ArrayList<>();
    group.forEach(r -> all.addAll(r.arguments()));
    return all;
  }

  private static Reducer reducer(Expr e) {
    return ((Expr.Code.Reduce) e.code()).reducer();
  }

  /// Computes reductions over the same variables in one loop.
  void reduce(List<Expr> group, List<Symbol.Variable> variables, Scope scope) {
    exprs.hoist(bodies(group), scope);
    long points = 1;
    for (Symbol.Variable v : variables) {
      points *= v.extent();
    }
    Set<Expr> body = exprs.missing(bodies(group), scope);
    List<List<Value>> states = start(group, scope, body);
    boolean vectorInside = scope.lanes() == null && points > 1;
    if (points <= UNROLLED_POINTS && points * body.size() <= UNROLLED_OPERATIONS) {
      states = unrolled(group, variables, 0, scope.inner(), states);
    } else if (vectorInside) {
      states = vectorised(group, variables, scope, Widths.code(body));
    } else if (rounds(group) && variables.getLast().extent() >= 2 * BLOCK) {
      List<Symbol.Variable> outer = variables.subList(0, variables.size() - 1);
      states = nested(group, outer, 0, scope, states, (inner, s) -> blocks(group, variables.getLast(), inner, s));
    } else {
      states = nested(group, variables, 0, scope, states, (inner, s) -> step(group, inner, s));
    }
    for (int i = 0; i < group.size(); i++) {
      Expr e = group.get(i);
      scope.put(e, new Reducing(f, reducer(e)).result(states.get(i), Lanewise.scalar(e.type())));
    }
    if (vectorInside && variables.size() == 1) {
      rows.finished(variables.getFirst());
    }
  }

  /// The first states; vectors where the body differs along the lanes.
  private List<List<Value>> start(List<Expr> group, Scope scope, Set<Expr> body) {
    List<List<Value>> states = new ArrayList<>();
    for (Expr e : group) {
      boolean varies =
          scope.lanes() != null && e.arguments().stream().anyMatch(a -> (a.variables() & scope.lanes().bit()) != 0);
      states.add(state(e, varies ? scope.lanes().count() : 1));
    }
    return states;
  }

  private List<Value> state(Expr e, int lanes) {
    Reducing r = new Reducing(f, reducer(e));
    Scalar type = Reducing.state(reducer(e), Lanewise.scalar(e.arguments().getFirst().type()));
    List<Value> s = new ArrayList<>();
    s.add(r.identity(IrType.of(type, lanes)));
    if (reducer(e).isArgument()) {
      s.add(f.constant(IrType.of(Lanewise.scalar(e.type()), lanes), 0L));
    }
    return s;
  }

  /// Whether a long chain of steps would round away what is added.
  private static boolean rounds(List<Expr> group) {
    return group.stream().anyMatch(e -> reducer(e) == Reducer.SUM && e.type().isFloat());
  }

  /// Goes along a variable block by block, each summed up from nothing and then added: errors of rounding grow with the
  /// blocks' length and number, not with their product.
  private List<List<Value>> blocks(List<Expr> group, Symbol.Variable v, Scope scope, List<List<Value>> states) {
    exprs.hoist(bodies(group), scope);
    long whole = v.extent() / BLOCK * BLOCK;
    List<List<Value>> done =
        loop(
            f.index(0),
            f.index(whole),
            BLOCK,
            states,
            (base, total) -> {
              List<List<Value>> fresh = new ArrayList<>();
              for (int i = 0; i < group.size(); i++) {
                fresh.add(state(group.get(i), states.get(i).getFirst().lanes()));
              }
              List<List<Value>> part = steps(group, v, base, f.add(base, f.index(BLOCK)), scope, fresh);
              List<List<Value>> sums = new ArrayList<>();
              for (int i = 0; i < group.size(); i++) {
                sums.add(new Reducing(f, reducer(group.get(i))).combine(total.get(i), part.get(i)));
              }
              return sums;
            });
    return steps(group, v, f.index(whole), f.index(v.extent()), scope, done);
  }

  /// Takes the points of a part of a variable's range into the states.
  private List<List<Value>> steps(
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
  private List<List<Value>> step(List<Expr> group, Scope inner, List<List<Value>> states) {
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

  private List<List<Value>> unrolled(
      List<Expr> group, List<Symbol.Variable> variables, int depth, Scope scope, List<List<Value>> states) {
    if (depth == variables.size()) {
      return step(group, scope, states);
    }
    for (int i = 0; i < variables.get(depth).extent(); i++) {
      Scope one = scope.inner();
      one.bind(variables.get(depth), f.index(i));
      states = unrolled(group, variables, depth + 1, one, states);
    }
    return states;
  }

  @FunctionalInterface
  private interface Innermost {
    List<List<Value>> emit(Scope scope, List<List<Value>> states);
  }

  /// Loops over the variables from `depth` on, one after the other.
  private List<List<Value>> nested(
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

  @FunctionalInterface
  private interface Turn {
    List<List<Value>> emit(Value i, List<List<Value>> states);
  }

  private List<List<Value>> loop(Value from, Value to, long step, List<List<Value>> states, Turn turn) {
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

  /// Runs the innermost variable along lanes, with several accumulators where the body is short.
  private List<List<Value>> vectorised(List<Expr> group, List<Symbol.Variable> variables, Scope scope, int size) {
    Symbol.Variable v = variables.getLast();
    int lanes = Widths.lanes(bodies(group), v);
    boolean masked = size > ExprEmitter.HEAVY_BODY && v.extent() % lanes != 0;
    long whole = masked ? 0 : v.extent() / lanes * lanes;
    int copies = size <= CHEAP_BODY && whole >= 8L * ACCUMULATORS * lanes ? ACCUMULATORS : 1;
    List<List<List<Value>>> all = new ArrayList<>();
    for (int c = 0; c < copies; c++) {
      all.add(group.stream().map(e -> state(e, lanes)).toList());
    }
    List<List<Value>> shape = all.stream().flatMap(List::stream).toList();
    List<List<Value>> states =
        nested(
            group,
            variables.subList(0, variables.size() - 1),
            0,
            scope,
            shape,
            (inner, s) -> {
              exprs.hoist(bodies(group), inner);
              return alongLanes(group, v, lanes, copies, whole, inner, s);
            });
    int n = group.size();
    List<List<Value>> result = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Reducing r = new Reducing(f, reducer(group.get(i)));
      List<Value> sum = states.get(i);
      for (int c = 1; c < copies; c++) {
        sum = r.combine(sum, states.get(c * n + i));
      }
      result.add(r.together(sum));
    }
    return result;
  }

  private List<List<Value>> alongLanes(
      List<Expr> group, Symbol.Variable v, int lanes, int copies, long whole, Scope scope, List<List<Value>> states) {
    int n = group.size();
    long unrolled = whole / ((long) lanes * copies) * lanes * copies;
    List<List<Value>> now = states;
    long[][] parts =
        copies > 1 ? new long[][] {{0, unrolled, copies}, {unrolled, whole, 1}} : new long[][] {{0, whole, 1}};
    for (long[] part : parts) {
      if (part[0] == part[1]) {
        continue;
      }
      int times = (int) part[2];
      now =
          loop(
              f.index(part[0]),
              f.index(part[1]),
              (long) lanes * times,
              now,
              (i, carried) -> {
                List<List<Value>> s = new ArrayList<>(carried);
                for (int c = 0; c < times; c++) {
                  Value at = c == 0 ? i : f.add(i, f.index((long) c * lanes));
                  Scope inner = scope.vector(new Lanes(v, lanes, null, false), at);
                  List<List<Value>> next = step(group, inner, s.subList(c * n, (c + 1) * n));
                  for (int k = 0; k < n; k++) {
                    s.set(c * n + k, next.get(k));
                  }
                }
                return s;
              });
    }
    if (whole == 0 && v.extent() > lanes) {
      return loop(
          f.index(0),
          f.index(v.extent()),
          lanes,
          states,
          (i, carried) -> {
            Value mask = exprs.indices().lanesBefore(i, f.index(v.extent()), lanes);
            return step(group, scope.vector(new Lanes(v, lanes, mask, false), i), carried);
          });
    }
    if (whole < v.extent()) {
      Value mask = f.laneMask(f.index(whole), f.index(v.extent()), lanes);
      Scope rest = scope.vector(new Lanes(v, lanes, mask, false), f.index(whole));
      List<List<Value>> s = new ArrayList<>(now);
      List<List<Value>> next = step(group, rest, s.subList(0, n));
      for (int k = 0; k < n; k++) {
        s.set(k, next.get(k));
      }
      now = s;
    }
    return now;
  }
}
