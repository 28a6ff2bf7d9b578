package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Reducer;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Emits reductions: unrolled where they are short, along lanes where nothing outside is, in blocks where a long sum would
/// lose digits.
final class ReductionEmitter {
  /// Terms that are summed one after the other before their sum is added to others.
  private static final int BLOCK = 128;

  private static final int UNROLLED_POINTS = 8;
  private static final int UNROLLED_OPERATIONS = 400;

  private final IrFunction f;
  private final ExprEmitter exprs;
  private final StagedRows rows;
  private final ReductionLoops loops;
  private final LaneReductions lanes;

  ReductionEmitter(IrFunction f, ExprEmitter exprs, StagedRows rows) {
    this.f = f;
    this.exprs = exprs;
    this.rows = rows;
    this.loops = new ReductionLoops(f, exprs);
    this.lanes = new LaneReductions(f, exprs, loops);
  }

  /// Computes reductions over the same variables in one loop.
  void reduce(List<Expr> group, List<Symbol.Variable> variables, Scope scope) {
    exprs.hoist(ReductionLoops.bodies(group), scope);
    long points = 1;
    for (Symbol.Variable v : variables) {
      points *= v.extent();
    }
    Set<Expr> body = exprs.missing(ReductionLoops.bodies(group), scope);
    List<List<Value>> states = start(group, scope);
    boolean vectorInside = scope.lanes() == null && points > 1;
    if (points <= UNROLLED_POINTS && points * body.size() <= UNROLLED_OPERATIONS) {
      states = unrolled(group, variables, 0, scope.inner(), states);
    } else if (vectorInside) {
      states = lanes.emit(group, variables, scope, Widths.code(body));
    } else if (rounds(group) && variables.getLast().extent() >= 2 * BLOCK) {
      List<Symbol.Variable> outer = variables.subList(0, variables.size() - 1);
      states = loops.nested(group, outer, 0, scope, states, (inner, s) -> blocks(group, variables.getLast(), inner, s));
    } else {
      states = loops.nested(group, variables, 0, scope, states, (inner, s) -> loops.step(group, inner, s));
    }
    for (int i = 0; i < group.size(); i++) {
      Expr e = group.get(i);
      scope.put(e, new Reducing(f, ReductionLoops.reducer(e)).result(states.get(i), Lanewise.scalar(e.type())));
    }
    if (vectorInside && variables.size() == 1) {
      rows.finished(variables.getFirst());
    }
  }

  /// The first states; vectors where the body differs along the lanes.
  private List<List<Value>> start(List<Expr> group, Scope scope) {
    List<List<Value>> states = new ArrayList<>();
    for (Expr e : group) {
      boolean varies =
          scope.lanes() != null && e.arguments().stream().anyMatch(a -> (a.variables() & scope.lanes().bit()) != 0);
      states.add(loops.state(e, varies ? scope.lanes().count() : 1));
    }
    return states;
  }

  /// Whether a long chain of steps would round away what is added.
  private static boolean rounds(List<Expr> group) {
    return group.stream().anyMatch(e -> ReductionLoops.reducer(e) == Reducer.SUM && e.type().isFloat());
  }

  /// Goes along a variable block by block, each summed up from nothing and then added: errors of rounding grow with the
  /// blocks' length and number, not with their product.
  private List<List<Value>> blocks(List<Expr> group, Symbol.Variable v, Scope scope, List<List<Value>> states) {
    exprs.hoist(ReductionLoops.bodies(group), scope);
    long whole = v.extent() / BLOCK * BLOCK;
    List<List<Value>> done =
        loops.loop(
            f.index(0),
            f.index(whole),
            BLOCK,
            states,
            (base, total) -> {
              List<List<Value>> fresh = new ArrayList<>();
              for (int i = 0; i < group.size(); i++) {
                fresh.add(loops.state(group.get(i), states.get(i).getFirst().lanes()));
              }
              List<List<Value>> part = loops.steps(group, v, base, f.add(base, f.index(BLOCK)), scope, fresh);
              List<List<Value>> sums = new ArrayList<>();
              for (int i = 0; i < group.size(); i++) {
                sums.add(new Reducing(f, ReductionLoops.reducer(group.get(i))).combine(total.get(i), part.get(i)));
              }
              return sums;
            });
    return loops.steps(group, v, f.index(whole), f.index(v.extent()), scope, done);
  }

  private List<List<Value>> unrolled(
      List<Expr> group, List<Symbol.Variable> variables, int depth, Scope scope, List<List<Value>> states) {
    if (depth == variables.size()) {
      return loops.step(group, scope, states);
    }
    for (int i = 0; i < variables.get(depth).extent(); i++) {
      Scope one = scope.inner();
      one.bind(variables.get(depth), f.index(i));
      states = unrolled(group, variables, depth + 1, one, states);
    }
    return states;
  }
}
