package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.Creation;
import gradwright.numpy.Term;
import java.util.List;

/// Spence's function, by the rational approximation of Cephes (`spence`).
final class Dilogarithm {
  private Dilogarithm() {}

  private static final double[] A = {
    4.6512858607399003e-05,
    0.007315890452380947,
    0.13384763957830903,
    0.8796913117545303,
    2.7114985119655346,
    4.256971560081218,
    3.297713409852251,
    1.0
  };
  private static final double[] B = {
    0.0006909904889125533,
    0.02540437639325444,
    0.2829748606025681,
    1.4117259775183106,
    3.6380053334513707,
    5.03278880143317,
    3.547713409852251,
    1.0
  };

  /// The integral of log(t) / (1 - t) from 1 to x; NaN below 0.
  static Value spence(Value given) {
    Value v = Creation.asarray(given);
    if (v.dtype() != DType.FLOAT32 && v.dtype() != DType.FLOAT64) {
      throw JaxError.type("x.dtype=" + v.dtype().jaxName() + " is not supported, see docstring for supported types.");
    }
    Term x = Term.of(v);
    List<Term> special = List.of(x.lt(0), x.eq(1), x.eq(0));
    List<Term> values = List.of(x.filled(Double.NaN), x.filled(0), x.filled(Math.PI * Math.PI / 6));
    return Term.piecewise(positive(x), special, values).value();
  }

  private static Term positive(Term given) {
    Term beyond2 = given.gt(2);
    Term x = beyond2.choose(given.under(1), given);
    Term high = x.gt(1.5);
    Term low = x.lt(0.5);
    Term w = Term.piecewise(x.minus(1), List.of(high, low), List.of(x.under(1).minus(1), x.negative()));
    Term y = w.negative().times(w.polynomial(A)).over(w.polynomial(B));
    Term reflected = x.log().times(x.from(1).log()).from(Math.PI * Math.PI / 6).minus(y);
    y = low.choose(reflected, y);
    Term inverted = x.log().square().times(-0.5).minus(y);
    return beyond2.or(high).choose(inverted, y);
  }
}
