package gradwright.numpy.scipy;

import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.List;

/// Bessel functions of the first kind of all orders up to one, by Miller's backward recurrence (Zhang and Jin, Computation of
/// Special Functions, 5.3).
final class BesselSeries {
  private BesselSeries() {}

  private static final double SEED = 1e-16;

  /// J_0(z) to J_v(z) in a new leading axis, from `iterations` steps down.
  static Value orders(Value given, int v, int iterations) {
    return NamedJit.call1(
        "bessel_jn",
        List.of(v, iterations),
        List.of(given),
        in -> {
          Value z = Promote.inexact(in.getFirst());
          if (z.dtype().isComplex()) {
            throw JaxError.value("complex input not supported.");
          }
          return List.of(recurrence(Term.of(z), v, iterations));
        });
  }

  private static Value recurrence(Term z, int v, int iterations) {
    Value steps = Lax.iota(z.dtype(), Shape.of(iterations + 1), 0);
    List<Value> end =
        Control.scan(
            in -> {
              Term below = Term.of(in.get(0));
              Term above = Term.of(in.get(1));
              Term sum = Term.of(in.get(2));
              Term k = Term.of(in.get(3));
              Term next = k.plus(1).times(2).times(above).over(z).minus(below);
              Term even = Term.of(Arithmetic.remainder(k.value(), k.number(2).value())).eq(0);
              Value total = even.choose(sum.plus(next.times(2)), sum).value();
              return List.of(above.value(), next.value(), total, next.value());
            },
            List.of(z.filled(0).value(), z.filled(SEED).value(), z.filled(0).value()),
            List.of(steps),
            null,
            true,
            1);
    Value values = end.get(3);
    Term scale = Term.of(end.get(2)).minus(Term.of(Lax.indexInDim(values, 0, 0)));
    Value wanted = Lax.sliceInDim(values, 0, v + 1, 0);
    return Term.of(wanted).over(Term.of(Lax.expandDims(scale.value(), Ints.of(0)))).value();
  }
}
