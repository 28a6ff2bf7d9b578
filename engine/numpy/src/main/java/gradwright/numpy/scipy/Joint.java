package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Comparison;
import gradwright.numpy.Einsum;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Selection;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.linalg.NormalFactors;
import java.util.Arrays;
import java.util.List;

/// Distributions of vectors: the multivariate normal, Dirichlet's, the multinomial.
final class Joint {
  private Joint() {}

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  static void multivariateNormal(Catalogue.Module m) {
    m.function(
            "logpdf(x, mean, cov, allow_singular=None)",
            "Logarithm of the probability density.",
            a -> {
              if (!a.isNone("allow_singular")) {
                throw JaxError.notImplemented("allow_singular argument of multivariate_normal.logpdf");
              }
              return normal(a.value("x"), a.value("mean"), a.value("cov"));
            })
        .function(
            "pdf(x, mean, cov)",
            "Probability density.",
            a -> Lax.exp(normal(a.value("x"), a.value("mean"), a.value("cov"))));
  }

  /// x: [..., n], mean: [..., n] or a number, cov: [..., n, n], or a number for its multiple of the identity.
  private static Value normal(Value given, Value givenMean, Value givenCov) {
    List<Value> p = Promote.dtypesInexact(List.of(given, givenMean, givenCov));
    Value x = p.get(0);
    Value mean = p.get(1);
    Value cov = p.get(2);
    if (mean.rank() == 0) {
      Value quadratic = halved(Elementary.square(Arithmetic.subtract(x, mean)));
      Value scale = Arithmetic.add(Elementary.log(Promote.number(2 * Math.PI)), Elementary.log(cov));
      return Arithmetic.subtract(
          Arithmetic.trueDivide(quadratic, cov), Arithmetic.multiply(Promote.number(0.5), scale));
    }
    int n = mean.shape().size(mean.rank() - 1);
    Value off = Arithmetic.subtract(x, mean);
    if (cov.rank() == 0) {
      Value quadratic = Arithmetic.trueDivide(halved(Einsum.einsum("...i,...i->...", off, off)), cov);
      Value scale = Arithmetic.add(Elementary.log(Promote.number(2 * Math.PI)), Elementary.log(cov));
      return Arithmetic.subtract(quadratic, Arithmetic.multiply(Promote.number(n / 2.0), scale));
    }
    int rank = cov.rank();
    if (rank < 2 || cov.shape().size(rank - 1) != n || cov.shape().size(rank - 2) != n) {
      throw JaxError.value("multivariate_normal.logpdf got incompatible shapes");
    }
    NormalFactors.Whitened w = NormalFactors.whiten(cov, off);
    Value quadratic = halved(Einsum.einsum("...i,...i->...", w.vector(), w.vector()));
    Value r = Arithmetic.subtract(quadratic, like(x, n / 2.0 * LOG_TWO_PI));
    return Arithmetic.subtract(r, Reductions.sum(Elementary.log(w.diagonal()), -1));
  }

  private static Value like(Value x, double v) {
    return Lax.like(x, v);
  }

  private static Value halved(Value x) {
    return Arithmetic.multiply(Promote.number(-0.5), x);
  }

  static void dirichlet(Catalogue.Module m) {
    m.function(
            "logpdf(x, alpha)", "Logarithm of the probability density.", a -> dirichlet(a.value("x"), a.value("alpha")))
        .function("pdf(x, alpha)", "Probability density.", a -> Lax.exp(dirichlet(a.value("x"), a.value("alpha"))));
  }

  private static Value dirichlet(Value givenX, Value givenAlpha) {
    List<Value> p = Promote.dtypesInexact(List.of(givenX, givenAlpha));
    Value x = p.get(0);
    Value alpha = p.get(1);
    if (alpha.rank() != 1) {
      throw JaxError.value("`alpha` must be one-dimensional; got alpha.shape=" + alpha.shape().toTuple());
    }
    int n = alpha.shape().size(0);
    int rows = x.rank() == 0 ? -1 : x.shape().size(0);
    if (rows != n && rows != n - 1) {
      throw JaxError.value(
          "`x` must have either the same number of entries as `alpha` or one entry fewer; got x.shape="
              + x.shape().toTuple()
              + ", alpha.shape="
              + alpha.shape().toTuple());
    }
    Value one = like(x, 1);
    if (rows != n) {
      Value last = Lax.sub(one, Lax.expandDims(Reductions.sum(x, 0), Ints.of(0)));
      x = Lax.concatenate(List.of(x, last), 0);
    }
    Value normalizer = Lax.sub(Reductions.sum(Gammas.gammaln(alpha)), Gammas.gammaln(Reductions.sum(alpha)));
    if (x.rank() > 1) {
      int[] sizes = new int[x.rank()];
      Arrays.fill(sizes, 1);
      sizes[0] = n;
      alpha = Lax.broadcastInDim(alpha, Shape.of(sizes), Ints.of(0));
    }
    Value r = Lax.sub(Reductions.sum(Entropies.xlogy(Lax.sub(alpha, one), x), 0), normalizer);
    Value total = Reductions.sum(x, 0);
    Value positive = Reductions.all(Comparison.greater(x, Promote.integer(0)), 0);
    Value close = Arithmetic.abs(Arithmetic.subtract(total, Promote.integer(1)));
    Value simplex = Lax.and(positive, Comparison.less(close, Promote.number(1e-6)));
    return Selection.where(simplex, r, Promote.number(Double.NEGATIVE_INFINITY));
  }

  static void multinomial(Catalogue.Module m) {
    m.function(
            "logpmf(x, n, p)",
            "Logarithm of the probability of counts.",
            a -> multinomial(a.value("x"), a.value("n"), a.value("p")))
        .function(
            "pmf(x, n, p)",
            "Probability of counts.",
            a -> Lax.exp(multinomial(a.value("x"), a.value("n"), a.value("p"))));
  }

  private static Value multinomial(Value givenX, Value givenN, Value shares) {
    Value p = Promote.argsInexact("multinomial.logpmf", shares).getFirst();
    List<Value> counts = Promote.argsNumeric("multinomial.logpmf", givenX, givenN);
    if (!counts.getFirst().dtype().isInteger()) {
      throw JaxError.value(
          "x and n must be of integer type; got x.dtype="
              + counts.get(0).dtype().jaxName()
              + ", n.dtype="
              + counts.get(1).dtype().jaxName());
    }
    Term x = Term.of(counts.get(0)).as(p.dtype());
    Term n = Term.of(counts.get(1)).as(p.dtype());
    Term terms = Term.of(Entropies.xlogy(x.value(), p)).minus(Term.of(Gammas.gammaln(x.plus(1).value())));
    Term log = Term.of(Gammas.gammaln(n.plus(1).value())).plus(terms.sum(-1));
    Term total = Term.of(Reductions.sum(x.value()));
    return total.eq(n).choose(log, log.number(Double.NEGATIVE_INFINITY)).value();
  }
}
