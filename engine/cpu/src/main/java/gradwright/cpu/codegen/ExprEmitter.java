package gradwright.cpu.codegen;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.kernel.Reducer;
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
import java.util.stream.IntStream;

/// Emits expressions. Each is computed once in the outermost scope where its variables have values; reductions over the
/// same variables share their loop.
final class ExprEmitter {
  /// Terms that are summed one after the other before their sum is added to others.
  private static final int BLOCK = 128;

  private static final int UNROLLED_POINTS = 8;
  private static final int UNROLLED_OPERATIONS = 400;
  private static final int CHEAP_BODY = 12;

  /// Bodies of more code than this are not written twice for the lanes of a last vector.
  static final int HEAVY_BODY = 60;

  private static final int ACCUMULATORS = 4;

  private final IrFunction f;
  private final Kernel kernel;
  private final IndexEmitter indices;
  private final Value[] parameters;
  private final StagedRows rows;

  ExprEmitter(IrFunction f, Kernel kernel) {
    this.f = f;
    this.kernel = kernel;
    this.indices = new IndexEmitter(f);
    this.parameters = new Value[kernel.parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = f.argument(i);
    }
    this.rows = new StagedRows(f, kernel);
  }

  IndexEmitter indices() {
    return indices;
  }

  Value parameter(int i) {
    return parameters[i];
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
    Set<Expr> todo = new HashSet<>();
    roots.forEach(r -> collect(r, scope, todo));
    List<Expr> order = todo.stream().sorted(Comparator.comparingInt(Expr::id)).toList();
    for (Expr e : order) {
      if (scope.get(e) != null) {
        continue;
      }
      if (e.code() instanceof Expr.Code.Reduce r) {
        reduce(group(e, r, order, scope), r.variables(), scope);
      } else {
        Value x = rows.has(e) ? rows.read(e, scope) : compute(e, scope);
        rows.keep(e, x, scope);
        scope.put(e, x);
      }
    }
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
      case Expr.Code.Load l -> load(l, type, scope);
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

  // ---- memory ----

  private Value load(Expr.Code.Load l, Scalar type, Scope scope) {
    Lanes lanes = scope.lanes();
    if (IndexEmitter.fails(l.guard(), scope)) {
      return f.constant(IrType.of(type), 0L);
    }
    Value base = parameters[l.parameter()];
    Value guard = indices.guard(l.guard(), scope);
    boolean guardVaries = guard != null && guard.lanes() > 1;
    boolean varies = lanes != null && (l.position().variables() & lanes.bit()) != 0;
    if (!varies && !guardVaries) {
      Value place = f.element(base, type, indices.scalar(l.position(), scope));
      return f.load(place, IrType.of(type), guard);
    }
    int n = lanes.count();
    IrType vector = IrType.of(type, n);
    if (guard != null && !guardVaries) {
      // a branch, because a vector load that is masked altogether may take long where there is no memory
      Expr.Code.Load unguarded = new Expr.Code.Load(l.parameter(), l.position(), Guard.ALWAYS);
      return f.ifElse(
              guard, () -> List.of(f.broadcast(load(unguarded, type, scope), n)), () -> List.of(f.constant(vector, 0L)))
          .getFirst();
    }
    IndexEmitter.Affine affine = IndexEmitter.affine(l.position(), lanes);
    long elements = kernel.parameters().get(l.parameter()).elements();
    if (affine != null && affine.stride() == 1) {
      // arrays are padded by a vector, so lanes that do not count may be read past the end
      boolean inside = l.position().low() >= 0 && l.position().high() < elements && n * type.bytes() <= 64;
      Value mask = guard == null ? (inside ? null : lanes.mask()) : both(guard, inside ? null : lanes.mask(), n);
      return f.load(f.element(base, type, indices.scalar(l.position(), scope)), vector, mask);
    }
    Value mask = guard == null ? lanes.mask() : both(guard, lanes.mask(), n);
    if (affine != null && mask == null && !lanes.whole()) {
      if (affine.stride() == -1) {
        Value place = f.element(base, type, indices.scalar(l.position().plus(1 - n), scope));
        Value x = f.load(place, vector);
        return f.shuffle(x, x, IntStream.range(0, n).map(i -> n - 1 - i).toArray());
      }
      if (affine.stride() == 2 && n * type.bytes() <= 64) {
        // both parts of complex numbers come from the same pair of loads
        int odd = (int) Math.floorMod(l.position().constant(), 2L);
        Value place = f.element(base, type, indices.scalar(l.position().plus(-odd), scope));
        Value low = f.load(place, vector);
        Value high = f.load(f.element(place, type, f.index(n)), vector);
        return f.shuffle(low, high, IntStream.range(0, n).map(i -> 2 * i + odd).toArray());
      }
    }
    if (affine != null) {
      Value place = f.element(base, type, indices.scalar(l.position(), scope));
      return f.gather(place, type, indices.offsets(affine.stride(), n), mask);
    }
    return f.gather(base, type, indices.vector(l.position(), scope), mask);
  }

  /// Two conditions, of which the second may be null, in all lanes.
  Value both(Value x, Value y, int lanes) {
    Value wide = f.broadcast(x, lanes);
    return y == null ? wide : f.and(wide, f.broadcast(y, lanes));
  }

  // ---- reductions ----

  private List<Expr> bodies(List<Expr> group) {
    List<Expr> all = new ArrayList<>();
    group.forEach(r -> all.addAll(r.arguments()));
    return all;
  }

  private static Reducer reducer(Expr e) {
    return ((Expr.Code.Reduce) e.code()).reducer();
  }

  private void reduce(List<Expr> group, List<Symbol.Variable> variables, Scope scope) {
    hoist(bodies(group), scope);
    long points = 1;
    for (Symbol.Variable v : variables) {
      points *= v.extent();
    }
    Set<Expr> body = new HashSet<>();
    bodies(group).forEach(b -> collect(b, scope, body));
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
    hoist(bodies(group), scope);
    long whole = v.extent() / BLOCK * BLOCK;
    List<Value> flat =
        f.loop(
            f.index(0),
            f.index(whole),
            BLOCK,
            flatten(states),
            (base, carried) -> {
              List<List<Value>> total = unflatten(carried, states);
              List<List<Value>> fresh = new ArrayList<>();
              for (int i = 0; i < group.size(); i++) {
                fresh.add(state(group.get(i), states.get(i).getFirst().lanes()));
              }
              List<List<Value>> part = steps(group, v, base, f.add(base, f.index(BLOCK)), scope, fresh);
              List<List<Value>> sums = new ArrayList<>();
              for (int i = 0; i < group.size(); i++) {
                sums.add(new Reducing(f, reducer(group.get(i))).combine(total.get(i), part.get(i)));
              }
              return flatten(sums);
            });
    return steps(group, v, f.index(whole), f.index(v.extent()), scope, unflatten(flat, states));
  }

  /// Takes the points of a part of a variable's range into the states.
  private List<List<Value>> steps(
      List<Expr> group, Symbol.Variable v, Value from, Value to, Scope scope, List<List<Value>> states) {
    List<Value> flat =
        f.loop(
            from,
            to,
            1,
            flatten(states),
            (i, carried) -> {
              Scope inner = scope.inner();
              inner.bind(v, i);
              return flatten(step(group, inner, unflatten(carried, states)));
            });
    return unflatten(flat, states);
  }

  /// Takes one more point into the states.
  private List<List<Value>> step(List<Expr> group, Scope inner, List<List<Value>> states) {
    emit(bodies(group), inner);
    List<List<Value>> next = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      Expr e = group.get(i);
      Reducing r = new Reducing(f, reducer(e));
      int lanes = states.get(i).getFirst().lanes();
      List<Value> x = e.arguments().stream().map(a -> f.broadcast(value(a, inner), lanes)).toList();
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
    List<Value> flat =
        f.loop(
            f.index(0),
            f.index(v.extent()),
            1,
            flatten(states),
            (i, carried) -> {
              Scope inner = scope.inner();
              inner.bind(v, i);
              if (depth + 1 < variables.size()) {
                hoist(bodies(group), inner);
              }
              return flatten(nested(group, variables, depth + 1, inner, unflatten(carried, states), innermost));
            });
    return unflatten(flat, states);
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
    boolean masked = size > HEAVY_BODY && v.extent() % lanes != 0;
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
              hoist(bodies(group), inner);
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
      List<List<Value>> before = now;
      List<Value> flat =
          f.loop(
              f.index(part[0]),
              f.index(part[1]),
              (long) lanes * times,
              flatten(before),
              (i, carried) -> {
                List<List<Value>> s = new ArrayList<>(unflatten(carried, before));
                for (int c = 0; c < times; c++) {
                  Value at = c == 0 ? i : f.add(i, f.index((long) c * lanes));
                  Scope inner = scope.vector(new Lanes(v, lanes, null, false), at);
                  List<List<Value>> next = step(group, inner, s.subList(c * n, (c + 1) * n));
                  for (int k = 0; k < n; k++) {
                    s.set(c * n + k, next.get(k));
                  }
                }
                return flatten(s);
              });
      now = unflatten(flat, before);
    }
    if (whole == 0 && v.extent() > lanes) {
      List<Value> flat =
          f.loop(
              f.index(0),
              f.index(v.extent()),
              lanes,
              flatten(states),
              (i, carried) -> {
                Value mask = indices.lanesBefore(i, f.index(v.extent()), lanes);
                Scope inner = scope.vector(new Lanes(v, lanes, mask, false), i);
                return flatten(step(group, inner, unflatten(carried, states)));
              });
      return unflatten(flat, states);
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
