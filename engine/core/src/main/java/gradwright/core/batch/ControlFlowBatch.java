package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Effect;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// Batching rules of control flow. Which components of a carry are batched is the least fixpoint over the body. A
/// batched index runs all branches and selects; a batched condition runs the loop until every lane is done.
final class ControlFlowBatch {
  private ControlFlowBatch() {}

  static Batched batch(BatchTrace trace, ControlFlow primitive, List<Value> values, List<Integer> axes) {
    return switch (primitive) {
      case ControlFlow.Cond p -> cond(trace, p, values, axes);
      case ControlFlow.While p -> whileLoop(trace, p, values, axes);
      case ControlFlow.Scan p -> scan(trace, p, values, axes);
    };
  }

  /// 0 where marked, null elsewhere.
  static List<Integer> axesOf(List<Boolean> batched, int axis) {
    List<Integer> r = new ArrayList<>();
    batched.forEach(b -> r.add(b ? axis : null));
    return r;
  }

  /// Batched values with their axis in front; the others as they are.
  static List<Value> inFront(List<Value> values, List<Integer> axes) {
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      r.add(axes.get(i) == null ? values.get(i) : Lax.moveAxis(values.get(i), axes.get(i), 0));
    }
    return r;
  }

  private static Batched cond(BatchTrace trace, ControlFlow.Cond p, List<Value> values, List<Integer> axes) {
    if (p.effects().contains(Effect.IO) || p.effects().contains(Effect.ORDERED_IO)) {
      throw JaxError.notImplemented("IO effect not supported in vmap-of-cond.");
    }
    int size = trace.size();
    int n = p.branches().getFirst().outputAvals().size();
    if (axes.getFirst() != null) {
      return select(trace, p, values, axes, n);
    }
    List<Boolean> batched = Masks.of(axes.subList(1, axes.size()), Objects::nonNull);
    List<Value> operands = inFront(values.subList(1, values.size()), axes.subList(1, axes.size()));
    List<Boolean> out = Masks.all(n, false);
    for (ClosedJaxpr b : p.branches()) {
      out = Masks.or(out, BatchJaxpr.inFront(b, size, trace.axisName(), batched, false).batchedOut());
    }
    List<ClosedJaxpr> branches = new ArrayList<>();
    for (ClosedJaxpr b : p.branches()) {
      branches.add(BatchJaxpr.inFront(b, size, trace.axisName(), batched, out).jaxpr());
    }
    List<Value> result =
        Session.bind(new ControlFlow.Cond(branches), Masks.concat(List.of(values.getFirst()), operands));
    return new Batched(result, axesOf(out, 0));
  }

  /// Lanes that do not take a branch run it on operands without gradient, so that its infinities and NaNs do not reach
  /// their derivatives.
  private static Batched select(
      BatchTrace trace, ControlFlow.Cond p, List<Value> values, List<Integer> axes, int outputs) {
    int size = trace.size();
    List<Value> front = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      front.add(Vmap.moveToFront(values.get(i), axes.get(i), size));
    }
    Value index = front.getFirst();
    List<Value> operands = front.subList(1, front.size());
    List<List<Value>> results = new ArrayList<>();
    for (int i = 0; i < p.branches().size(); i++) {
      ClosedJaxpr branch =
          BatchJaxpr.inFront(p.branches().get(i), size, trace.axisName(), Masks.all(operands.size(), true), true)
              .jaxpr();
      Value taken = Lax.eq(index, Lax.scalar(index.dtype(), i));
      List<Value> in = new ArrayList<>();
      for (Value x : operands) {
        Value still = x.dtype().isInexact() ? Lax.unary(UnaryOp.STOP_GRADIENT, x) : x;
        in.add(Lax.select(spread(taken, x), x, still));
      }
      results.add(Interpreter.run(branch, in));
    }
    List<Value> out = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      int output = k;
      List<Value> cases = results.stream().map(r -> r.get(output)).toList();
      out.add(Lax.selectN(spread(index, cases.getFirst()), cases));
    }
    return new Batched(out, Collections.nCopies(outputs, 0));
  }

  /// A predicate of leading axes repeated along the others of `x`.
  private static Value spread(Value predicate, Value x) {
    return predicate.rank() == x.rank()
        ? predicate
        : Lax.broadcastInDim(predicate, x.shape(), Ints.range(0, predicate.rank()));
  }

  private static Batched scan(BatchTrace trace, ControlFlow.Scan p, List<Value> values, List<Integer> axes) {
    int size = trace.size();
    int firstX = p.constants() + p.carry();
    int ys = p.body().outputAvals().size() - p.carry();
    List<Boolean> batched = Masks.of(axes, Objects::nonNull);
    List<Boolean> carry = batched.subList(p.constants(), firstX);
    BatchJaxpr body;
    while (true) {
      body =
          BatchJaxpr.inFront(
              p.body(),
              size,
              trace.axisName(),
              Masks.concat(batched.subList(0, p.constants()), carry, batched.subList(firstX, batched.size())),
              Masks.concat(carry, Masks.all(ys, false)));
      List<Boolean> next = body.batchedOut().subList(0, p.carry());
      if (next.equals(carry)) {
        break;
      }
      carry = Masks.or(carry, next);
    }
    List<Value> in = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value x = values.get(i);
      Integer axis = axes.get(i);
      if (i < p.constants()) {
        in.add(axis == null ? x : Lax.moveAxis(x, axis, 0));
      } else if (i < firstX) {
        in.add(carry.get(i - p.constants()) ? Vmap.moveToFront(x, axis, size) : x);
      } else {
        in.add(axis == null ? x : Lax.moveAxis(x, axis, 1));
      }
    }
    List<Value> out =
        Session.bind(
            new ControlFlow.Scan(body.jaxpr(), p.constants(), p.carry(), p.length(), p.reverse(), p.unroll()), in);
    List<Boolean> ysBatched = body.batchedOut().subList(p.carry(), p.carry() + ys);
    return new Batched(out, Masks.concat(axesOf(carry, 0), axesOf(ysBatched, 1)));
  }

  private static Batched whileLoop(BatchTrace trace, ControlFlow.While p, List<Value> values, List<Integer> axes) {
    if (p.effects().contains(Effect.ORDERED_IO)) {
      throw new JaxError("Exception", "Ordered IO effects not supported in vmap.");
    }
    int size = trace.size();
    int firstCarry = p.conditionConstants() + p.bodyConstants();
    List<Boolean> batched = Masks.of(axes, Objects::nonNull);
    List<Boolean> conditionConstants = batched.subList(0, p.conditionConstants());
    List<Boolean> bodyConstants = batched.subList(p.conditionConstants(), firstCarry);
    List<Boolean> carry = batched.subList(firstCarry, batched.size());
    while (true) {
      List<Boolean> next =
          BatchJaxpr.inFront(p.body(), size, trace.axisName(), Masks.concat(bodyConstants, carry), carry).batchedOut();
      if (next.equals(carry)) {
        break;
      }
      carry = Masks.or(carry, next);
    }
    boolean conditionBatched =
        BatchJaxpr.inFront(p.condition(), size, trace.axisName(), Masks.concat(conditionConstants, carry), false)
            .batchedOut()
            .getFirst();
    if (conditionBatched && p.effects().contains(Effect.IO)) {
      throw new JaxError("Exception", "Unordered IO effects not supported in while_loop with batched predicate");
    }
    // The axes of the condition lead those of every carry: a new lane axis comes first, behind them otherwise.
    int axis = conditionBatched ? 0 : p.condition().outputAvals().getFirst().rank();
    List<Boolean> carryBatched = conditionBatched ? Masks.all(carry.size(), true) : carry;
    List<Integer> carryAxes = axesOf(carryBatched, axis);
    ClosedJaxpr body =
        BatchJaxpr.along(
                p.body(),
                size,
                trace.axisName(),
                Masks.concat(axes.subList(p.conditionConstants(), firstCarry), carryAxes),
                carryAxes)
            .jaxpr();
    ClosedJaxpr condition =
        BatchJaxpr.along(
                p.condition(),
                size,
                trace.axisName(),
                Masks.concat(axes.subList(0, p.conditionConstants()), carryAxes),
                Collections.singletonList(conditionBatched ? 0 : null))
            .jaxpr();
    List<Value> in = new ArrayList<>(values.subList(0, firstCarry));
    for (int i = firstCarry; i < values.size(); i++) {
      in.add(Vmap.matchAxis(values.get(i), axes.get(i), carryAxes.get(i - firstCarry), size));
    }
    List<Value> out =
        Session.bind(new ControlFlow.While(condition, p.conditionConstants(), body, p.bodyConstants()), in);
    return new Batched(out, carryAxes);
  }
}
