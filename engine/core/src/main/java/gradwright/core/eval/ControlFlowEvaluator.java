package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.ControlFlow;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Reference evaluation of control flow: bodies are interpreted once an iteration.
final class ControlFlowEvaluator {
  private ControlFlowEvaluator() {}

  static List<Array> evaluate(ControlFlow primitive, List<Array> inputs, Device device) {
    return switch (primitive) {
      case ControlFlow.Cond p -> {
        long index = inputs.getFirst().getLong(0);
        int branch = (int) Math.max(0, Math.min(index, p.branches().size() - 1));
        yield run(p.branches().get(branch), inputs.subList(1, inputs.size()), device);
      }
      case ControlFlow.While p -> whileLoop(p, inputs, device, Long.MAX_VALUE).carry();
      case ControlFlow.Scan p -> scan(p, inputs, device);
    };
  }

  /// Interprets a program on arrays.
  static List<Array> run(ClosedJaxpr program, List<Array> inputs, Device device) {
    Session session = Session.current();
    List<Value> out = session.with(session.evalTrace(), () -> Interpreter.run(program, inputs));
    List<Array> arrays = new ArrayList<>(out.size());
    for (int i = 0; i < out.size(); i++) {
      Array a = EvalTrace.toArray(out.get(i), device);
      Aval wanted = program.outputAvals().get(i);
      arrays.add(a.aval().equals(wanted) ? a : a.view(wanted));
    }
    return arrays;
  }

  /// A predicate with axes belongs to a loop batched over them: the loop goes on while any lane does, and lanes that
  /// are done keep their carry.
  static Evaluator.Iterated whileLoop(ControlFlow.While p, List<Array> inputs, Device device, long limit) {
    List<Array> conditionConstants = inputs.subList(0, p.conditionConstants());
    List<Array> bodyConstants = inputs.subList(p.conditionConstants(), p.conditionConstants() + p.bodyConstants());
    List<Array> carry = inputs.subList(p.conditionConstants() + p.bodyConstants(), inputs.size());
    for (long n = 0; ; n++) {
      if (n == limit) {
        return new Evaluator.Iterated(carry, false);
      }
      Session.current().poll();
      Array going = run(p.condition(), concat(conditionConstants, carry), device).getFirst();
      if (!any(going)) {
        return new Evaluator.Iterated(carry, true);
      }
      List<Array> next = run(p.body(), concat(bodyConstants, carry), device);
      if (going.rank() > 0) {
        next = keepFinished(going, carry, next, device);
      }
      carry = next;
    }
  }

  private static boolean any(Array predicate) {
    for (long i = 0; i < predicate.elements(); i++) {
      if (predicate.getLong(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /// The axes of the predicate are the leading axes of each carry.
  private static List<Array> keepFinished(Array going, List<Array> before, List<Array> after, Device device) {
    List<Array> result = new ArrayList<>(after.size());
    for (int k = 0; k < after.size(); k++) {
      Array r = Array.allocate(after.get(k).aval(), device);
      long chunk = r.aval().bytes() / going.elements();
      for (long i = 0; i < going.elements(); i++) {
        LeadingSlices.copy(going.getLong(i) != 0 ? after.get(k) : before.get(k), i, r, i, chunk);
      }
      result.add(r);
    }
    return result;
  }

  private static List<Array> scan(ControlFlow.Scan p, List<Array> inputs, Device device) {
    List<Array> constants = inputs.subList(0, p.constants());
    List<Array> carry = inputs.subList(p.constants(), p.constants() + p.carry());
    List<Array> xs = inputs.subList(p.constants() + p.carry(), inputs.size());
    List<Aval> outs = p.body().outputAvals();
    List<Array> ys = new ArrayList<>();
    for (Aval y : outs.subList(p.carry(), outs.size())) {
      ys.add(Array.allocate(y.withShape(y.shape().insert(0, p.length())), device));
    }
    for (int step = 0; step < p.length(); step++) {
      Session.current().poll();
      int i = p.reverse() ? p.length() - 1 - step : step;
      List<Array> in = concat(constants, carry);
      for (Array x : xs) {
        in.add(LeadingSlices.get(x, i, device));
      }
      List<Array> out = run(p.body(), in, device);
      carry = out.subList(0, p.carry());
      for (int k = 0; k < ys.size(); k++) {
        LeadingSlices.set(ys.get(k), i, out.get(p.carry() + k));
      }
    }
    return concat(carry, ys);
  }

  private static List<Array> concat(List<Array> a, List<Array> b) {
    List<Array> r = new ArrayList<>(a.size() + b.size());
    r.addAll(a);
    r.addAll(b);
    return r;
  }
}
