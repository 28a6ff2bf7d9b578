package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.prim.Call;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.Session;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Batching rules of calls: calls of the batched program; custom rules are batched with the function they belong to.
final class CallBatch {
  private CallBatch() {}

  static Batched batch(BatchTrace trace, Call primitive, List<Value> values, List<Integer> axes) {
    return switch (primitive) {
      case Call.Jit p -> {
        BatchJaxpr body = BatchJaxpr.of(p.jaxpr(), trace.size(), trace.axisName(), axes);
        List<Value> out =
            Session.bind(new Call.Jit(p.name(), body.jaxpr(), p.inline(), p.keepUnused(), p.donated()), values);
        yield new Batched(out, body.outAxes());
      }
      case Call.Remat p -> {
        BatchJaxpr body = BatchJaxpr.of(p.jaxpr(), trace.size(), trace.axisName(), axes);
        List<Value> out =
            Session.bind(new Call.Remat(body.jaxpr(), p.preventCse(), p.differentiated(), p.policy()), values);
        yield new Batched(out, body.outAxes());
      }
      case Call.CustomJvpCall p -> {
        BatchedRules rules = new BatchedRules(trace.size(), trace.axisName(), axes);
        List<Value> out =
            Session.bind(
                new Call.CustomJvpCall(p.name(), rules.function(p.function()), rules.jvp(p.rule()), p.symbolicZeros()),
                values);
        yield new Batched(out, rules.outAxes());
      }
      case Call.CustomVjpCall p -> {
        BatchedRules rules = new BatchedRules(trace.size(), trace.axisName(), axes);
        List<Value> out =
            Session.bind(
                new Call.CustomVjpCall(p.name(), rules.function(p.function()), rules.vjp(p.rule()), p.symbolicZeros()),
                values);
        yield new Batched(out, rules.outAxes());
      }
      case Call.CustomVmapCall p -> {
        List<Boolean> batched = Masks.of(axes, Objects::nonNull);
        CustomRules.Batched out =
            Session.current()
                .withLiveSource(() -> p.rule().apply(trace.size(), batched, ControlFlowBatch.inFront(values, axes)));
        yield new Batched(out.outputs(), ControlFlowBatch.axesOf(out.batched(), 0));
      }
      case Call.CustomLin p -> throw JaxError.type("can't apply forward-mode autodiff (jvp) to a custom_vjp function.");
      case Call.CustomLinearSolve p -> linearSolve(trace, p, values, axes);
      case Call.Name p -> new Batched(Session.bind(p, values), axes);
      case Call.OptimizationBarrier p -> new Batched(Session.bind(p, values), axes);
    };
  }

  /// All four programs have to agree which parts of x and b are batched.
  private static Batched linearSolve(
      BatchTrace trace, Call.CustomLinearSolve p, List<Value> values, List<Integer> axes) {
    int size = trace.size();
    int vecmat = p.matvecConstants();
    int solve = vecmat + p.vecmatConstants();
    int transposeSolve = solve + p.solveConstants();
    int rhs = transposeSolve + p.transposeSolveConstants();
    List<Boolean> batched = Masks.of(axes, Objects::nonNull);
    int n = p.matvec().outputAvals().size();
    int aux = p.solve().outputAvals().size() - n;
    List<Boolean> b = batched.subList(rhs, batched.size());
    List<Boolean> original = b;
    List<Boolean> x = Masks.all(n + aux, false);
    while (true) {
      BatchJaxpr solved = program(trace, p.solve(), Masks.concat(batched.subList(solve, transposeSolve), b), x);
      List<Boolean> nextX = solved.batchedOut();
      BatchJaxpr vec = null;
      if (p.vecmat() != null) {
        vec = program(trace, p.vecmat(), Masks.concat(batched.subList(vecmat, solve), b), b);
        nextX = Masks.or(Masks.concat(vec.batchedOut(), Masks.all(aux, true)), nextX);
      }
      List<Boolean> operator = nextX.subList(0, n);
      BatchJaxpr mat = program(trace, p.matvec(), Masks.concat(batched.subList(0, vecmat), operator), b);
      List<Boolean> nextB = Masks.or(mat.batchedOut(), original);
      BatchJaxpr transposed = null;
      if (p.transposeSolve() != null) {
        transposed =
            program(trace, p.transposeSolve(), Masks.concat(batched.subList(transposeSolve, rhs), operator), nextX);
        nextB = Masks.or(nextB, transposed.batchedOut().subList(0, n));
      }
      if (nextX.equals(x) && nextB.equals(b)) {
        List<Value> in = new ArrayList<>(ControlFlowBatch.inFront(values.subList(0, rhs), axes.subList(0, rhs)));
        for (int i = rhs; i < values.size(); i++) {
          in.add(Vmap.matchAxis(values.get(i), axes.get(i), b.get(i - rhs) ? 0 : null, size));
        }
        Call.CustomLinearSolve all =
            new Call.CustomLinearSolve(
                mat.jaxpr(),
                vec == null ? null : vec.jaxpr(),
                solved.jaxpr(),
                transposed == null ? null : transposed.jaxpr(),
                p.matvecConstants(),
                p.vecmatConstants(),
                p.solveConstants(),
                p.transposeSolveConstants());
        return new Batched(Session.bind(all, in), ControlFlowBatch.axesOf(solved.batchedOut(), 0));
      }
      x = nextX;
      b = nextB;
    }
  }

  private static BatchJaxpr program(BatchTrace trace, ClosedJaxpr p, List<Boolean> in, List<Boolean> force) {
    return BatchJaxpr.inFront(p, trace.size(), trace.axisName(), in, force);
  }
}
