package gradwright.numpy.scipy;

import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Term;
import java.util.List;

/// The gamma function of complex arrays and its logarithm, by Lanczos's approximation (SIAM J. Numer. Anal. B 1, 1964) with g = 7
/// and nine terms.
final class ComplexGammas {
  private ComplexGammas() {}

  private static final double G = 7;
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-06,
    1.5056327351493116e-07
  };

  private static Term real(Term z) {
    return Term.of(Lax.real(z.value()));
  }

  private static Term imaginary(Term z) {
    return Term.of(Lax.imag(z.value()));
  }

  /// Where the function has no value: poles and NaN.
  private static Term undefined(Term z) {
    Term re = real(z);
    Term pole = imaginary(z).eq(0).and(re.eq(re.apply(UnaryOp.FLOOR))).and(re.le(0));
    return pole.or(Term.of(Lax.ne(z.value(), z.value())));
  }

  private static Term nan(Term z) {
    Value re = Lax.real(z.value());
    return Term.of(Lax.complex(Lax.fullLike(re, Double.NaN), Lax.fullLike(re, Double.NaN)));
  }

  /// log(gamma(z)), by reflection left of 1/2; on which branch depends on z.
  private static Term logarithm(Term z) {
    Term reflects = real(z).lt(0.5);
    Term less = reflects.choose(z.from(1), z).minus(1);
    Term sum = less.filled(LANCZOS[0]);
    Term terms = null;
    for (int k = 1; k < LANCZOS.length; k++) {
      Term term = less.plus(k).under(LANCZOS[k]);
      terms = terms == null ? term : terms.plus(term);
    }
    sum = sum.plus(terms);
    Term t = less.plus(G).plus(0.5);
    Term power = less.plus(0.5).times(t.log());
    Term right = power.plus(0.5 * Math.log(2 * Math.PI)).minus(t).plus(sum.log());
    Term safe = reflects.choose(z, z.filled(0.5));
    Term left = safe.times(Math.PI).sin().log().negative().plus(Math.log(Math.PI)).minus(right);
    return reflects.choose(left, right);
  }

  /// gamma(z); NaN at the poles.
  static Value gamma(Value given) {
    Term z = Term.of(given);
    Term undefined = undefined(z);
    Term safe = undefined.choose(z.filled(1), z);
    return undefined.choose(nan(z), logarithm(safe).exp()).value();
  }

  /// The principal branch of log(gamma(z)), real on the positive axis.
  static Value loggamma(Value given) {
    return NamedJit.call1(
        "_complex_loggamma_scipy", null, List.of(given), in -> List.of(principal(Term.of(in.getFirst())).value()));
  }

  private static Term principal(Term z) {
    Term undefined = undefined(z);
    Term safe = undefined.choose(z.filled(1), z);
    Term steps = real(safe).from(0.5).apply(UnaryOp.CEIL);
    steps = steps.lt(0).choose(steps.number(0), steps);
    Term count = steps;
    // State: the step, the sum of the logarithms.
    List<Term> end =
        ElementLoop.run(
            s -> s.get(0).lt(count),
            s -> List.of(s.get(0).plus(1), s.get(1).plus(safe.plus(s.get(0).as(safe.dtype())).log())),
            List.of(count.filled(0), safe.filled(0)));
    Term shifted = safe.plus(count.as(safe.dtype()));
    return undefined.choose(nan(z), logarithm(shifted).minus(end.get(1)));
  }
}
