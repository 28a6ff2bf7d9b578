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

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Comparison;
import gradwright.numpy.Promote;
import gradwright.numpy.Rounding;
import gradwright.numpy.Selection;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Distributions of integers: Bernoulli, binomial, geometric, negative binomial, Poisson.
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
