package gradwright.core.linearize;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.trace.Config;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace;
import gradwright.core.types.Aval;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A closed jaxpr split by which inputs are known: `known` takes the known inputs to the known outputs, then `residuals`
/// values that `unknown` needs; `unknown` takes all residuals (see `forwards`, which count known inputs), then the
/// unknown inputs, to the outputs marked in `unknownOut`.
public record PartialEvalJaxpr(
    ClosedJaxpr known, int residuals, List<Boolean> unknownOut, List<Integer> forwards, ClosedJaxpr unknown) {
  private record Key(
      List<Boolean> unknownIn,
      List<Boolean> instantiate,
      List<Boolean> forwardable,
      Config config,
      List<Session.Axis> axes) {}

  /// Splits `program` (memoised). Outputs marked in `instantiate` are made unknown; residuals that are inputs marked in
  /// `forwardable` (all inputs count) are not given out again.
  public static PartialEvalJaxpr of(
      ClosedJaxpr program, List<Boolean> unknownIn, List<Boolean> instantiate, List<Boolean> forwardable) {
    Session session = Session.current();
    Key key =
        new Key(
            List.copyOf(unknownIn),
            List.copyOf(instantiate),
            List.copyOf(forwardable),
            session.config(),
            session.axes());
    return program.derive(key, () -> make(program, key, session));
  }

  /// All residuals: those that the known part gave out in `given`, the others from the known inputs.
  public List<Value> residuals(List<? extends Value> knownInputs, List<? extends Value> given) {
    return Residuals.complete(forwards, knownInputs, given);
  }

  private static PartialEvalJaxpr make(ClosedJaxpr program, Key key, Session session) {
    StagingTrace known = new StagingTrace();
    StagingTrace unknown = new StagingTrace();
    SplitTrace trace = new SplitTrace(known, unknown);
    List<Value> arguments = new ArrayList<>();
    for (int i = 0; i < key.unknownIn.size(); i++) {
      Aval a = program.inputAvals().get(i);
      arguments.add(key.unknownIn.get(i) ? unknown.newInput(a) : known.newInput(a));
    }
    try {
      List<Value> out = session.with(trace, () -> Interpreter.run(program, arguments));
      List<Boolean> unknownOut = new ArrayList<>();
      for (int i = 0; i < out.size(); i++) {
        unknownOut.add(key.instantiate.get(i) || unknown.owns(out.get(i)));
      }
      Residuals r =
          Residuals.of(
              unknown,
              Masks.<Value>keep(out, unknownOut),
              Masks.<Value>drop(arguments, key.unknownIn),
              Masks.<Boolean>drop(key.forwardable, key.unknownIn));
      ClosedJaxpr first = known.finish(Masks.concat(Masks.<Value>drop(out, unknownOut), r.values()));
      return new PartialEvalJaxpr(first, r.values().size(), List.copyOf(unknownOut), r.forwards(), r.second());
    } finally {
      trace.invalidate();
      unknown.invalidate();
      known.invalidate();
    }
  }
}
