package gradwright.numpy.scipy;

import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.ge;
import static gradwright.core.lax.Lax.gt;
import static gradwright.core.lax.Lax.le;
import static gradwright.core.lax.Lax.like;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.lt;
import static gradwright.core.lax.Lax.neg;
import static gradwright.core.lax.Lax.sub;
import static gradwright.numpy.scipy.Entropies.xlog1py;
import static gradwright.numpy.scipy.Entropies.xlogy;
import static gradwright.numpy.scipy.Family.impossible;
import static gradwright.numpy.scipy.Family.undefined;
import static gradwright.numpy.scipy.Gammas.gammaln;

import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Comparison;
import gradwright.numpy.Layout;
import gradwright.numpy.Promote;
import gradwright.numpy.Ranges;
import gradwright.numpy.Rounding;
import gradwright.numpy.Selection;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Distributions of integers: Bernoulli, binomial, geometric, negative binomial, Poisson, beta-binomial.
final class Discrete {
  private Discrete() {}

  private static Value next(Value x) {
    return Arithmetic.add(x, Promote.integer(1));
  }

  static void bernoulli(Catalogue.Module m) {
    new Family(m, "bernoulli", "p, loc=0")
        .mass(p -> {
          Value x = sub(p[0], p[2]);
          Value success = xlogy(x, p[1]);
          Value r = add(success, xlog1py(sub(like(p[0], 1), x), neg(p[1])));
          Value below = lt(x, like(p[0], 0));
          return impossible(Comparison.logicalOr(below, gt(x, like(p[0], 1))), r);
        });
    new Family(m, "bernoulli", "p")
        .with("cdf", "k", "Probability of a number up to k.", Discrete::bernoulliBelow)
        .quantile(
            "q",
            p -> {
              Value q = p[0];
              Value bad = Lax.or(improper(q, p[1]), lt(q, like(q, 0)));
              bad = Lax.or(bad, gt(q, like(q, 1)));
              Value low = le(q, sub(like(q, 1), p[1]));
              return undefined(bad, Selection.where(low, like(q, 0), like(q, 1)));
            });
  }

  private static Value bernoulliBelow(Value[] p) {
    Value zero = like(p[0], 0);
    Value one = like(p[0], 1);
    Value bad = improper(p[0], p[1]);
    Value below = lt(p[0], zero);
    Value within = Comparison.logicalAnd(ge(p[0], zero), lt(p[0], one));
    List<Value> conditions = List.of(bad, below, within, ge(p[0], one));
    List<Value> values = List.of(Promote.number(Double.NaN), zero, sub(one, p[1]), one);
    return Selection.select(conditions, values, Promote.integer(0));
  }

  private static Value improper(Value k, Value p) {
    Value nan = Lax.or(Classify.isnan(k), Classify.isnan(p));
    return Lax.or(Lax.or(nan, lt(p, like(k, 0))), gt(p, like(k, 1)));
  }

  static void poisson(Catalogue.Module m) {
    new Family(m, "poisson", "mu, loc=0")
        .mass(p -> {
          Value x = sub(p[0], p[2]);
          Value r = sub(xlogy(x, p[1]), gammaln(next(x)));
          r = sub(r, p[1]);
          Value below = lt(x, like(p[0], 0));
          Value broken = Lax.ne(Rounding.round(p[0], 0), p[0]);
          return impossible(Comparison.logicalOr(below, broken), r);
        })
        .with(
            "cdf",
            "k",
            "Probability of a number up to k.",
            p -> {
              Value zero = like(p[0], 0);
              Value x = sub(p[0], p[2]);
              Value steps = Rounding.floor(Arithmetic.add(Promote.integer(1), x));
              Value share = Gammas.two("gammaincc", BinaryOp.IGAMMAC, steps, p[1]);
              return Selection.where(lt(x, zero), zero, share);
            });
    m.function(
        "entropy(mu, loc=0)",
        "The entropy.",
        a ->
            NamedJit.call1(
                "entropy",
                null,
                List.of(a.value("mu"), a.value("loc")),
                in -> List.of(poissonEntropy(Promote.dtypesInexact(in)))));
  }

  private static final int FEW = 35;
  private static final int MANY = 250;

  /// By summation for small and middle means, by the expansion in 1 / mu for large ones.
  private static Value poissonEntropy(List<Value> p) {
    Shape shape = Promote.broadcastShapes(List.of(p.get(0).shape(), p.get(1).shape()));
    Term mu = Term.of(Layout.ravel(p.get(0)));
    Term small = partialEntropy(mu, FEW, mu.plus(20));
    Term middle = partialEntropy(mu, MANY, mu.plus(mu.sqrt().times(10)).plus(20));
    Term large = mu.times(2 * Math.PI * Math.E).log().times(0.5).minus(mu.times(12).under(1));
    Term r = mu.lt(10).choose(small, mu.lt(100).choose(middle, large));
    r = mu.eq(0).choose(mu.filled(0), r);
    return Promote.broadcastTo(Lax.reshape(r.value(), p.get(0).shape()), shape);
  }

  private static Term partialEntropy(Term mu, int count, Term bound) {
    Term k = Term.of(Ranges.arange(count)).as(mu.dtype()).expand(1);
    Term term = Term.of(xlogy(k.value(), mu.value())).minus(Term.of(gammaln(k.plus(1).value()))).minus(mu);
    term = k.lt(0).choose(term.number(Double.NEGATIVE_INFINITY), term).exp();
    Term counted = k.lt(bound.apply(UnaryOp.CEIL)).choose(term, term.number(0));
    return Term.of(Entropies.entr(counted.value())).sum(0);
  }

  static void betabinom(Catalogue.Module m) {
    new Family(m, "betabinom", "n, a, b, loc=0").mass(Discrete::betabinomMass);
  }

  private static Value betabinomMass(Value[] p) {
    Term n = Term.of(p[1]);
    Term a = Term.of(p[2]);
    Term b = Term.of(p[3]);
    Term loc = Term.of(p[4]);
    Term y = Term.of(p[0]).apply(UnaryOp.FLOOR).minus(loc);
    Term ways = n.log1p().plus(betaln(n.minus(y).plus(1), y.plus(1))).negative();
    Term odds = betaln(y.plus(a), n.minus(y).plus(b)).minus(betaln(a, b));
    Term r = ways.plus(odds);
    r = y.eq(0).and(n.eq(0)).choose(r.number(0), r);
    Term outside = y.lt(loc.negative()).or(y.gt(n)).or(y.plus(a).le(0));
    r = outside.choose(r.number(Double.NEGATIVE_INFINITY), r);
    return n.lt(0).or(a.le(0)).or(b.le(0)).choose(r.number(Double.NaN), r).value();
  }

  private static Term betaln(Term a, Term b) {
    return Term.of(Gammas.betaln(a.value(), b.value()));
  }

  static void binom(Catalogue.Module m) {
    new Family(m, "binom", "n, p, loc=0")
        .mass(p -> {
          Value y = sub(p[0], p[3]);
          Value n = p[1];
          Value zero = like(y, 0);
          Value all = gammaln(next(n));
          Value chosen = gammaln(next(y));
          Value ways = sub(all, add(chosen, gammaln(next(sub(n, y)))));
          Value linear = add(xlogy(y, p[2]), xlog1py(sub(n, y), neg(p[2])));
          Value r = add(ways, linear);
          Value nothing = Comparison.logicalAnd(Lax.eq(y, zero), Lax.eq(n, zero));
          Value certain = Comparison.logicalOr(nothing, Lax.eq(linear, zero));
          r = Selection.where(certain, Promote.number(0), r);
          Value started = ge(p[0], p[3]);
          Value within = Lax.and(started, lt(p[0], next(add(p[3], n))));
          return Selection.where(within, r, Promote.number(Double.NEGATIVE_INFINITY));
        });
  }

  static void geom(Catalogue.Module m) {
    new Family(m, "geom", "p, loc=0")
        .mass(p -> {
          Value x = sub(p[0], p[2]);
          Value failures = xlog1py(sub(x, like(p[0], 1)), neg(p[1]));
          Value r = add(failures, log(p[1]));
          return impossible(le(x, like(p[0], 0)), r);
        });
  }

  static void nbinom(Catalogue.Module m) {
    new Family(m, "nbinom", "n, p, loc=0")
        .mass(p -> {
          Value one = like(p[0], 1);
          Value y = sub(p[0], p[3]);
          Value ways = sub(gammaln(add(y, p[1])), gammaln(p[1]));
          ways = sub(ways, gammaln(add(y, one)));
          Value linear = add(xlogy(p[1], p[2]), xlogy(y, sub(one, p[2])));
          Value r = add(ways, linear);
          return impossible(lt(p[0], p[3]), r);
        });
  }
}
