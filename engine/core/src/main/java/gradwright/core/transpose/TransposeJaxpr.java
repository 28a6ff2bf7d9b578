package gradwright.core.transpose;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.trace.Config;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The transpose of a program that is linear in some inputs, as a program: it takes the other inputs, then the nonzero
/// cotangents of the outputs, to the cotangents of the linear inputs marked in `nonzeroOut` (a flag for each input).
public record TransposeJaxpr(ClosedJaxpr jaxpr, List<Boolean> nonzeroOut) {
  private record Key(
      List<Boolean> linear, List<Boolean> nonzero, List<Boolean> instantiate, Config config, List<Session.Axis> axes) {}

  /// Transposes `program` (memoised) for output cotangents of which those marked in `nonzero` are given; cotangents of
  /// linear inputs marked in `instantiate` are given even when zero.
  public static TransposeJaxpr of(
      ClosedJaxpr program, List<Boolean> linear, List<Boolean> nonzero, List<Boolean> instantiate) {
    Session session = Session.current();
    Key key =
        new Key(
            List.copyOf(linear), List.copyOf(nonzero), List.copyOf(instantiate), session.config(), session.axes());
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
              List<Value> values =
                  Masks.merge(key.linear, in.subList(0, known.size()), java.util.Collections.nCopies(inputs.size(), null));
              List<Tangent> zeros =
                  Masks.<Aval>drop(outputs, key.nonzero).stream().<Tangent>map(a -> new Tangent.Zero(a.tangent())).toList();
              List<Tangent> cts = Masks.merge(key.nonzero, zeros, in.subList(known.size(), in.size()));
              List<Tangent> out = BackwardPass.run(program, key.linear, values, cts);
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

  /// Puts the cotangents that the transposed program gave in their places: null at inputs that are not linear.
  static List<Tangent> spread(List<Boolean> linear, List<Boolean> nonzeroOut, List<Aval> inputs, List<Value> given) {
    List<Tangent> result = new ArrayList<>();
    int k = 0;
    for (int i = 0; i < linear.size(); i++) {
      result.add(
          nonzeroOut.get(i) ? given.get(k++) : linear.get(i) ? new Tangent.Zero(inputs.get(i).tangent()) : null);
    }
    return result;
  }
}
