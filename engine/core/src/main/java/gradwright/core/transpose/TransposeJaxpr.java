package gradwright.core.transpose;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.ir.Transformed;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.PartialEvalJaxpr;
import gradwright.core.trace.Config;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The transpose of a program that is linear in some inputs, as a program: it takes the other inputs, then the nonzero
/// cotangents of the outputs, to the cotangents of the linear inputs marked in `nonzeroOut` (a flag for each input).
public record TransposeJaxpr(ClosedJaxpr jaxpr, List<Boolean> nonzeroOut) implements Transformed {

  @Override
  public List<Result> results() {
    return List.of(new Result("transposed", jaxpr));
  }

  private record Key(
      List<Boolean> linear,
      List<Boolean> nonzero,
      List<Boolean> instantiate,
      boolean recompute,
      Config config,
      List<Session.Axis> axes) {}

  /// Transposes `program` (memoised) for output cotangents of which those marked in `nonzero` are given; cotangents of
  /// linear inputs marked in `instantiate` are given even when zero.
  public static TransposeJaxpr of(
      ClosedJaxpr program, List<Boolean> linear, List<Boolean> nonzero, List<Boolean> instantiate) {
    return of(program, linear, nonzero, instantiate, false);
  }

  /// The same for a checkpointed program, which computes more than a linear map: what does not depend on the linear
  /// inputs is computed first, and the rest is transposed.
  static TransposeJaxpr recomputing(ClosedJaxpr program, List<Boolean> linear, List<Boolean> nonzero) {
    return of(program, linear, nonzero, Masks.all(linear.size(), false), true);
  }

  private static TransposeJaxpr of(
      ClosedJaxpr program, List<Boolean> linear, List<Boolean> nonzero, List<Boolean> instantiate, boolean recompute) {
    Session session = Session.current();
    Key key =
        new Key(
            List.copyOf(linear),
            List.copyOf(nonzero),
            List.copyOf(instantiate),
            recompute,
            session.config(),
            session.axes());
    return program.derive(key, () -> make(program, key));
  }

  private static TransposeJaxpr make(ClosedJaxpr program, Key key) {
    List<Aval> inputs = program.inputAvals();
    List<Aval> outputs = program.outputAvals();
    List<Aval> known = Masks.drop(inputs, key.linear);
    List<Aval> cotangents = Masks.<Aval>keep(outputs, key.nonzero).stream().map(Aval::tangent).toList();
    List<Boolean> nonzeroOut = new ArrayList<>();
    ClosedJaxpr result =
        Staging.stage(
            in -> {
              List<Value> knownValues = in.subList(0, known.size());
              List<Tangent> zeros =
                  Masks.<Aval>drop(outputs, key.nonzero).stream()
                      .<Tangent>map(a -> new Tangent.Zero(a.tangent()))
                      .toList();
              List<Tangent> cts = Masks.merge(key.nonzero, zeros, in.subList(known.size(), in.size()));
              List<Tangent> out =
                  key.recompute
                      ? recomputed(program, key.linear, knownValues, cts)
                      : BackwardPass.run(program, key.linear, spreadKnown(key.linear, knownValues), cts);
              List<Value> given = new ArrayList<>();
              for (int i = 0; i < out.size(); i++) {
                boolean nonzero = key.linear.get(i) && (!out.get(i).isZero() || key.instantiate.get(i));
                nonzeroOut.add(nonzero);
                if (nonzero) {
                  given.add(Lax.instantiate(out.get(i)));
                }
              }
              return given;
            },
            Masks.concat(known, cotangents));
    return new TransposeJaxpr(result, List.copyOf(nonzeroOut));
  }

  private static List<Value> spreadKnown(List<Boolean> linear, List<Value> known) {
    return Masks.merge(linear, known, Collections.nCopies(linear.size(), null));
  }

  private static List<Tangent> recomputed(
      ClosedJaxpr program, List<Boolean> linear, List<Value> known, List<Tangent> cotangents) {
    int n = program.outputAvals().size();
    PartialEvalJaxpr s = PartialEvalJaxpr.of(program, linear, Masks.all(n, false), Masks.all(linear.size(), true));
    List<Value> given = Interpreter.run(s.known(), known);
    int knownOutputs = n - Masks.count(s.unknownOut());
    List<Value> residuals = s.residuals(known, given.subList(knownOutputs, given.size()));
    int linearInputs = Masks.count(linear);
    List<Tangent> out =
        BackwardPass.run(
            s.unknown(),
            Masks.concat(Masks.all(residuals.size(), false), Masks.all(linearInputs, true)),
            Masks.concat(residuals, Collections.nCopies(linearInputs, null)),
            Masks.<Tangent>keep(cotangents, s.unknownOut()));
    return Masks.merge(linear, Collections.nCopies(linear.size(), null), out.subList(residuals.size(), out.size()));
  }

  /// Puts the cotangents that the transposed program gave in their places: null at inputs that are not linear.
  static List<Tangent> spread(List<Boolean> linear, List<Boolean> nonzeroOut, List<Aval> inputs, List<Value> given) {
    List<Tangent> result = new ArrayList<>();
    int k = 0;
    for (int i = 0; i < linear.size(); i++) {
      result.add(nonzeroOut.get(i) ? given.get(k++) : linear.get(i) ? new Tangent.Zero(inputs.get(i).tangent()) : null);
    }
    return result;
  }
}
