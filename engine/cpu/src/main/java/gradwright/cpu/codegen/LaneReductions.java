package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Reductions along lanes: vectors of points are reduced lane by lane, and the lanes in the end.
final class LaneReductions {
  private static final int CHEAP_BODY = 12;
  private static final int ACCUMULATORS = 4;

  private final IrFunction f;
  private final ExprEmitter exprs;
  private final ReductionLoops loops;

  LaneReductions(IrFunction f, ExprEmitter exprs, ReductionLoops loops) {
    this.f = f;
    this.exprs = exprs;
    this.loops = loops;
  }

  /// Runs the innermost variable along lanes, with several accumulators where the body, of `size`, is short; gives the states of
  /// all lanes together.
  List<List<Value>> emit(List<Expr> group, List<Symbol.Variable> variables, Scope scope, int size) {
    Symbol.Variable v = variables.getLast();
    int lanes = Widths.lanes(ReductionLoops.bodies(group), v);
    boolean masked = size > ExprEmitter.HEAVY_BODY && v.extent() % lanes != 0;
    long whole = masked ? 0 : v.extent() / lanes * lanes;
    int copies = size <= CHEAP_BODY && whole >= 8L * ACCUMULATORS * lanes ? ACCUMULATORS : 1;
    List<List<List<Value>>> all = new ArrayList<>();
    for (int c = 0; c < copies; c++) {
      all.add(group.stream().map(e -> loops.state(e, lanes)).toList());
    }
    List<List<Value>> shape = all.stream().flatMap(List::stream).toList();
    List<List<Value>> states =
        loops.nested(
            group,
            variables.subList(0, variables.size() - 1),
            0,
            scope,
            shape,
            (inner, s) -> {
              exprs.hoist(ReductionLoops.bodies(group), inner);
              return alongLanes(group, v, lanes, copies, whole, inner, s);
            });
    int n = group.size();
    List<List<Value>> result = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Reducing r = new Reducing(f, ReductionLoops.reducer(group.get(i)));
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
          loops.loop(
              f.index(part[0]),
              f.index(part[1]),
              (long) lanes * times,
              now,
              (i, carried) -> {
                List<List<Value>> s = new ArrayList<>(carried);
                for (int c = 0; c < times; c++) {
                  Value at = c == 0 ? i : f.add(i, f.index((long) c * lanes));
                  Scope inner = scope.vector(new Lanes(v, lanes, null, false), at);
                  List<List<Value>> next = loops.step(group, inner, s.subList(c * n, (c + 1) * n));
                  for (int k = 0; k < n; k++) {
                    s.set(c * n + k, next.get(k));
                  }
                }
                return s;
              });
    }
    if (whole == 0 && v.extent() > lanes) {
      return loops.loop(
          f.index(0),
          f.index(v.extent()),
          lanes,
          states,
          (i, carried) -> {
            Value mask = exprs.indices().lanesBefore(i, f.index(v.extent()), lanes);
            return loops.step(group, scope.vector(new Lanes(v, lanes, mask, false), i), carried);
          });
    }
    if (whole < v.extent()) {
      Value mask = f.laneMask(f.index(whole), f.index(v.extent()), lanes);
      Scope rest = scope.vector(new Lanes(v, lanes, mask, false), f.index(whole));
      List<List<Value>> s = new ArrayList<>(now);
      List<List<Value>> next = loops.step(group, rest, s.subList(0, n));
      for (int k = 0; k < n; k++) {
        s.set(k, next.get(k));
      }
      now = s;
    }
    return now;
  }
}
