package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Creation;
import gradwright.numpy.Cumulations;
import gradwright.numpy.Joining;
import gradwright.numpy.Promote;
import gradwright.numpy.Ranges;
import gradwright.numpy.Term;
import java.util.List;

/// Bernoulli's numbers, by their relation to the zeta function at even integers.
final class Bernoulli {
  private Bernoulli() {}

  private static final int ZETA_TERMS = 50;

  /// B_0 to B_n.
  static Value numbers(int n) {
    if (n < 0) {
      throw JaxError.value("n must be a non-negative integer.");
    }
    Value first = Creation.array(List.of(1.0, -0.5, 1.0 / 6), Promote.defaultFloat(), false, 0);
    if (n < 3) {
      return Lax.sliceInDim(first, 0, n + 1, 0);
    }
    int even = (n - 2) / 2;
    Term m = Term.of(Lax.iota(Promote.defaultFloat(), Shape.of(even), 0)).times(2).plus(4);
    double square = Math.PI * Math.PI;
    Term factors = m.minus(1).negative().times(m).over(4).over(square);
    Term products = Term.of(Cumulations.cumprod(factors.value(), 0, null)).times(1 / square);
    Term k = Term.of(Ranges.arange(2, ZETA_TERMS)).as(m.dtype()).expand(1);
    Term zeta = k.power(m.negative()).sum(0).plus(1);
    Value evens = products.times(zeta).value();
    // B_3, B_4, B_5, ...: zeros between the even ones.
    Value spread = Lax.pad(evens, Lax.like(evens, 0), Ints.of(1), Ints.of(n % 2), Ints.of(1));
    return Joining.concatenate(List.of(first, spread), 0);
  }
}
