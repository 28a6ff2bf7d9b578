package gradwright.core.jvp;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Transformed;
import gradwright.core.lax.Lax;
import gradwright.core.trace.Config;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The forward derivative of a closed jaxpr, as a closed jaxpr. Its inputs are all primals, then the tangents of the
/// inputs that
/// have one; its outputs all primals, then the tangents of the outputs marked in `nonzeroOut`.
public record JvpJaxpr(ClosedJaxpr jaxpr, List<Boolean> nonzeroOut) implements Transformed {

  @Override
  public List<Result> results() {
    return List.of(new Result("jvp", jaxpr));
  }

  private record Key(List<Boolean> nonzeroIn, List<Boolean> instantiate, Config config, List<Session.Axis> axes) {}

  /// Differentiates `program` (memoised) for inputs of which those marked in `nonzeroIn` carry tangents; tangents of
  /// outputs
  /// marked in `instantiate` are given even when they are zero.
  public static JvpJaxpr of(ClosedJaxpr program, List<Boolean> nonzeroIn, List<Boolean> instantiate) {
    Session session = Session.current();
    Key key = new Key(List.copyOf(nonzeroIn), List.copyOf(instantiate), session.config(), session.axes());
    return program.derive(key, () -> make(program, key));
  }

  /// The same with one answer for all outputs.
  public static JvpJaxpr of(ClosedJaxpr program, List<Boolean> nonzeroIn, boolean instantiate) {
    return of(program, nonzeroIn, Collections.nCopies(program.jaxpr().outputs().size(), instantiate));
  }

  private static JvpJaxpr make(ClosedJaxpr program, Key key) {
    List<Aval> primals = program.inputAvals();
    List<Aval> avals = new ArrayList<>(primals);
    for (int i = 0; i < primals.size(); i++) {
      if (key.nonzeroIn.get(i)) {
        avals.add(primals.get(i).tangent());
      }
    }
    List<Boolean> nonzeroOut = new ArrayList<>();
    ClosedJaxpr result =
        Staging.stage(
            in -> {
              List<Tangent> tangents = new ArrayList<>();
              int k = primals.size();
              for (int i = 0; i < primals.size(); i++) {
                tangents.add(key.nonzeroIn.get(i) ? in.get(k++) : new Tangent.Zero(primals.get(i).tangent()));
              }
              Duals out = JvpTrace.jvp(args -> Interpreter.run(program, args), in.subList(0, primals.size()), tangents);
              List<Value> all = new ArrayList<>(out.primals());
              for (int i = 0; i < out.tangents().size(); i++) {
                boolean nonzero = !out.tangents().get(i).isZero() || key.instantiate.get(i);
                nonzeroOut.add(nonzero);
                if (nonzero) {
                  all.add(Lax.instantiate(out.tangents().get(i)));
                }
              }
              return all;
            },
            avals);
    return new JvpJaxpr(result, List.copyOf(nonzeroOut));
  }
}
