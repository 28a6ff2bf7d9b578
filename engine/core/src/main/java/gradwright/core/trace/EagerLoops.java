package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.eval.Evaluator;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.PrimitiveParameters;
import gradwright.core.ir.Source;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Primitive;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.List;

/// Loops outside jit. Short ones are evaluated step by step; long ones are compiled, while loops once they have turned out
/// to be long.
final class EagerLoops {
  /// About as many evaluated equations as compiling a loop costs.
  private static final long WORTH_COMPILING = 4_000;

  private EagerLoops() {}

  private record Wrapped(Primitive loop, List<Aval> inputs) {}

  /// Runs a loop; null when it is to be evaluated.
  static List<Array> run(Executor executor, ControlFlow loop, List<Array> inputs, Device device) {
    return switch (loop) {
      case ControlFlow.Cond c -> null;
      case ControlFlow.Scan s ->
          s.length() * steps(s.body()) < WORTH_COMPILING ? null : compiled(executor, s, s.body(), inputs, device);
      case ControlFlow.While w -> {
        long patience = WORTH_COMPILING / (steps(w.body()) + steps(w.condition()));
        Evaluator.Iterated started = Evaluator.iterate(w, inputs, device, Math.max(patience, 1));
        if (started.finished()) {
          yield started.carry();
        }
        List<Array> rest = new ArrayList<>(inputs.subList(0, w.conditionConstants() + w.bodyConstants()));
        rest.addAll(started.carry());
        List<Array> out = compiled(executor, w, w.body(), rest, device);
        yield out != null ? out : Evaluator.iterate(w, rest, device, Long.MAX_VALUE).carry();
      }
    };
  }

  /// Equations evaluated in one run of a body, loops inside counted once an iteration.
  private static long steps(ClosedJaxpr body) {
    long n = 1;
    for (Equation e : body.jaxpr().equations()) {
      long inner = 1;
      for (ClosedJaxpr j : PrimitiveParameters.jaxprs(e.primitive())) {
        inner += steps(j);
      }
      n += e.primitive() instanceof ControlFlow.Scan s ? s.length() * inner : inner;
    }
    return n;
  }

  private static List<Array> compiled(
      Executor executor, Primitive loop, ClosedJaxpr body, List<Array> inputs, Device device) {
    List<Aval> avals = inputs.stream().map(Array::aval).toList();
    ClosedJaxpr program = body.derive(new Wrapped(loop, avals), () -> wrap(loop, avals));
    return executor.executable(program, loop.primitiveName(), Executor.Policy.ALWAYS) == null
        ? null
        : executor.run(program, loop.primitiveName(), inputs, device, Executor.Policy.ALWAYS);
  }

  private static ClosedJaxpr wrap(Primitive loop, List<Aval> avals) {
    List<Atom.Var> in = avals.stream().map(Atom.Var::new).toList();
    List<Atom.Var> out = gradwright.core.infer.TypeRules.outputs(loop, avals).stream().map(Atom.Var::new).toList();
    Equation e = new Equation(loop, List.copyOf(in), out, loop.effects(), Source.current());
    return new ClosedJaxpr(new Jaxpr(List.of(), in, List.of(e), List.copyOf(out)), List.of());
  }
}
