package gradwright.numpy.scipy;

import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;

/// Distributions of angles: von Mises's and the wrapped Cauchy.
final class Circular {
  private Circular() {}

  static void vonMises(Catalogue.Module m) {
    new Family(m, "vonmises", "kappa")
        .density(p -> {
          Term kappa = Term.of(p[1]);
          Term peak = kappa.times(Term.of(p[0]).cos().minus(1));
          Term density = peak.minus(kappa.apply(UnaryOp.BESSEL_I0E).times(2 * Math.PI).log());
          return kappa.gt(0).choose(density, density.number(Double.NaN)).value();
        });
  }

  static void wrappedCauchy(Catalogue.Module m) {
    new Family(m, "wrapcauchy", "c").density(Circular::wrappedDensity);
  }

  private static Value wrappedDensity(Value[] p) {
    Term x = Term.of(p[0]);
    Term c = Term.of(p[1]);
    Term square = c.times(c);
    Term spread = square.plus(1).minus(c.times(2).times(x.cos()));
    Term density = square.from(1).log().minus(c.number(2 * Math.PI).log()).minus(spread.log());
    Term inside = x.ge(0).and(x.le(2 * Math.PI));
    density = inside.choose(density, density.number(Double.NEGATIVE_INFINITY));
    return c.gt(0).and(c.lt(1)).choose(density, density.number(Double.NaN)).value();
  }
}
