package gradwright.core.linearize;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.Masks;
import gradwright.core.ir.Transformed;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.LinearizeTrace.LinearizeTracer;
import gradwright.core.trace.Config;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A closed jaxpr linearized: `primal` gives the outputs, then `residuals` values that `tangent` needs; `tangent` takes
/// all residuals (see `forwards`), then the tangents of the inputs that have one, to the tangents of the outputs marked in
/// `nonzeroOut`.
record LinearizeJaxpr(
    ClosedJaxpr primal, int residuals, List<Boolean> nonzeroOut, List<Integer> forwards, ClosedJaxpr tangent)
    implements Transformed {

  @Override
  public List<Result> results() {
    return List.of(new Result("linearized", primal), new Result("tangent", tangent));
  }

  private record Key(
      boolean reverse,
      List<Boolean> nonzeroIn,
      List<Boolean> instantiate,
      List<Boolean> forwardable,
      Config config,
      List<Session.Axis> axes) {}

  /// Linearizes `program` (memoised). Tangents of outputs marked in `instantiate` are given even when zero; residuals
  /// that are inputs marked in `forwardable` are not given out again.
  static LinearizeJaxpr of(
      boolean reverse,
      ClosedJaxpr program,
      List<Boolean> nonzeroIn,
      List<Boolean> instantiate,
      List<Boolean> forwardable) {
    Session session = Session.current();
    Key key =
        new Key(
            reverse,
            List.copyOf(nonzeroIn),
            List.copyOf(instantiate),
            List.copyOf(forwardable),
            session.config(),
            session.axes());
    return program.derive(key, () -> make(program, key, session));
  }

  private static LinearizeJaxpr make(ClosedJaxpr program, Key key, Session session) {
    StagingTrace primals = new StagingTrace();
    StagingTrace tangents = new StagingTrace();
    LinearizeTrace trace = new LinearizeTrace(primals, tangents, key.reverse);
    List<Value> inputs = new ArrayList<>();
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < key.nonzeroIn.size(); i++) {
      Aval a = program.inputAvals().get(i);
      Value primal = primals.newInput(a);
      inputs.add(primal);
      arguments.add(key.nonzeroIn.get(i) ? trace.wrap(primal, tangents.newInput(a.tangent())) : primal);
    }
    try {
      List<Value> out = session.with(trace, () -> Interpreter.run(program, arguments));
      List<Value> outputs = new ArrayList<>();
      List<Value> tangentOutputs = new ArrayList<>();
      List<Boolean> nonzeroOut = new ArrayList<>();
      for (int i = 0; i < out.size(); i++) {
        Tangent t = trace.owns(out.get(i)) ? ((LinearizeTracer) out.get(i)).tangent() : null;
        outputs.add(trace.owns(out.get(i)) ? ((LinearizeTracer) out.get(i)).primal() : out.get(i));
        boolean nonzero = key.instantiate.get(i) || t instanceof Value;
        nonzeroOut.add(nonzero);
        if (nonzero) {
          Tangent given = t == null ? Tangent.Zero.like(outputs.get(i)) : t;
          tangentOutputs.add(session.with(tangents, () -> Lax.instantiate(given)));
        }
      }
      Residuals r = Residuals.of(tangents, tangentOutputs, inputs, key.forwardable);
      ClosedJaxpr whole = primals.finish(Masks.concat(outputs, r.values()));
      int given = whole.jaxpr().outputs().size();
      ClosedJaxpr primal = Dce.of(whole, Masks.all(given, true), Masks.all(inputs.size(), true)).jaxpr();
      return new LinearizeJaxpr(primal, r.values().size(), List.copyOf(nonzeroOut), r.forwards(), r.second());
    } finally {
      trace.invalidate();
      tangents.invalidate();
      primals.invalidate();
    }
  }
}
