package gradwright.numpy.scipy;

import static gradwright.core.lax.Lax.abs;
import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.exp;
import static gradwright.core.lax.Lax.ge;
import static gradwright.core.lax.Lax.gt;
import static gradwright.core.lax.Lax.le;
import static gradwright.core.lax.Lax.like;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.log1p;
import static gradwright.core.lax.Lax.lt;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.neg;
import static gradwright.core.lax.Lax.square;
import static gradwright.core.lax.Lax.sub;
import static gradwright.numpy.scipy.Family.impossible;
import static gradwright.numpy.scipy.Family.standard;
import static gradwright.numpy.scipy.Family.undefined;

import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Comparison;
import gradwright.numpy.Creation;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;

/// Distributions with no parameters but location and scale: normal, uniform, exponential, Laplace, logistic, Cauchy and the
/// two of Gumbel.
final class LocationScale {
  private LocationScale() {}

  private static final String PARAMETERS = "loc=0, scale=1";

  private static Family family(Catalogue.Module m, String name) {
    return new Family(m, name, PARAMETERS);
  }

  /// The share q lies in [0, 1].
  private static Value outside(Value q) {
    Value r = Lax.or(Classify.isnan(q), Comparison.less(q, Promote.integer(0)));
    return Lax.or(r, Comparison.greater(q, Promote.integer(1)));
  }

  static void norm(Catalogue.Module m) {
    family(m, "norm")
        .density(p -> {
          Value variance = square(p[2]);
          Value normalizer = log(mul(like(p[0], 2 * Math.PI), variance));
          Value quadratic = div(square(sub(p[0], p[1])), variance);
          return div(add(normalizer, quadratic), like(p[0], -2));
        })
        .below(p -> NormalTails.ndtr(standard(p[0], p[1], p[2])))
        .logBelow(p -> NormalTails.logNdtr(standard(p[0], p[1], p[2]), 3))
        .above(p -> NormalTails.ndtr(standard(neg(p[0]), neg(p[1]), p[2])))
        .logAbove(p -> NormalTails.logNdtr(standard(neg(p[0]), neg(p[1]), p[2]), 3));
    m.function(
            "ppf(q, loc=0, scale=1)",
            "The number below which a share of the probability lies.",
            a -> normQuantile(a.value("q"), a.value("loc"), a.value("scale")))
        .function(
            "isf(q, loc=0, scale=1)",
            "The number above which a share of the probability lies.",
            a -> {
              Value q = a.value("q");
              return normQuantile(sub(like(q, 1), q), a.value("loc"), a.value("scale"));
            });
  }

  private static Value normQuantile(Value q, Value location, Value scale) {
    Value r = Arithmetic.add(Arithmetic.multiply(NormalTails.ndtri(q), scale), location);
    return Promote.convert(r, Promote.defaultFloat());
  }

  static void uniform(Catalogue.Module m) {
    family(m, "uniform")
        .density(p -> {
          Value density = neg(log(p[2]));
          Value above = gt(p[0], add(p[1], p[2]));
          return impossible(Comparison.logicalOr(above, lt(p[0], p[1])), density);
        })
        .below(p -> {
          Value x = p[0];
          Value below = lt(x, p[1]);
          Value above = gt(x, add(p[1], p[2]));
          Value within = Lax.and(ge(x, p[1]), le(x, add(p[1], p[2])));
          List<Value> values = List.of(like(x, 0), like(x, 1), standard(x, p[1], p[2]));
          return Selection.select(List.of(below, above, within), values, Promote.integer(0));
        })
        .quantile("q", p -> undefined(outside(p[0]), add(p[1], mul(p[2], p[0]))));
  }

  static void expon(Catalogue.Module m) {
    Family.Formula logAbove =
        p -> {
          Value scaled = div(sub(p[1], p[0]), p[2]);
          return Selection.where(lt(p[0], p[1]), Creation.zerosLike(scaled), scaled);
        };
    Family.Formula above = Family.exp(logAbove);
    family(m, "expon")
        .density(p -> {
          Value scale = log(p[2]);
          Value density = neg(add(standard(p[0], p[1], p[2]), scale));
          return impossible(lt(p[0], p[1]), density);
        })
        .below(p -> {
          Value scaled = div(sub(p[1], p[0]), p[2]);
          Value before = lt(p[0], p[1]);
          Value zeros = Creation.zerosLike(scaled);
          return Selection.where(before, zeros, neg(Lax.unary(UnaryOp.EXPM1, scaled)));
        })
        .logBelow(p -> log1p(neg(above.of(p))))
        .above(above)
        .logAbove(logAbove)
        .quantile("q", p -> undefined(outside(p[0]), sub(p[1], mul(p[2], log1p(neg(p[0]))))));
  }

  static void laplace(Catalogue.Module m) {
    family(m, "laplace")
        .density(p -> {
          Value linear = div(abs(sub(p[0], p[1])), p[2]);
          return neg(add(linear, log(mul(like(p[0], 2), p[2]))));
        })
        .below(p -> {
          Value half = like(p[0], 0.5);
          Value z = standard(p[0], p[1], p[2]);
          Value left = le(z, like(p[0], 0));
          Value lower = mul(half, exp(z));
          return Lax.select(left, lower, sub(like(p[0], 1), mul(half, exp(neg(z)))));
        });
  }

  static void logistic(Catalogue.Module m) {
    family(m, "logistic")
        .density(p -> {
          Value z = standard(p[0], p[1], p[2]);
          Value half = div(z, like(z, 2));
          Value factor = neg(like(z, 2));
          Value spread = Elementary.logaddexp(half, neg(half));
          return sub(mul(factor, spread), log(p[2]));
        })
        .below(p -> Entropies.expit(standard(p[0], p[1], p[2])))
        .above(p -> Entropies.expit(neg(standard(p[0], p[1], p[2]))))
        .quantile("x", p -> add(mul(Entropies.logit(p[0]), p[2]), p[1]))
        .upperQuantile("x", p -> add(mul(neg(Entropies.logit(p[0])), p[2]), p[1]));
  }

  static void cauchy(Catalogue.Module m) {
    Family.Formula below =
        p -> {
          Value z = standard(p[0], p[1], p[2]);
          Value share = mul(div(like(z, 1), like(z, Math.PI)), Elementary.arctan(z));
          return add(like(z, 0.5), share);
        };
    Family.Formula above = p -> below.of(new Value[] {neg(p[0]), neg(p[1]), p[2]});
    family(m, "cauchy")
        .density(p -> {
          Value z = standard(p[0], p[1], p[2]);
          Value normalizer = log(mul(like(z, Math.PI), p[2]));
          return neg(add(normalizer, log1p(mul(z, z))));
        })
        .below(below)
        .logBelow(Family.log(below))
        .above(above)
        .logAbove(Family.log(above))
        .quantile("q", p -> cauchyAt(p, sub(mul(like(p[0], Math.PI), p[0]), like(p[0], Math.PI / 2))))
        .upperQuantile("q", p -> cauchyAt(p, sub(like(p[0], Math.PI / 2), mul(like(p[0], Math.PI), p[0]))));
  }

  private static Value cauchyAt(Value[] p, Value angle) {
    return add(mul(Lax.unary(UnaryOp.TAN, angle), p[2]), p[1]);
  }

  static void gumbelRight(Catalogue.Module m) {
    Family.Formula logBelow =
        p -> {
          Value ok = gt(p[2], like(p[2], 0));
          return orNan(ok, neg(exp(neg(standard(p[0], p[1], p[2])))));
        };
    family(m, "gumbel_r")
        .density(p -> {
          Value ok = gt(p[2], like(p[2], 0));
          Value z = standard(p[0], p[1], p[2]);
          Value scale = Entropies.xlogy(Promote.integer(-1), p[2]);
          return orNan(ok, add(scale, neg(add(z, exp(neg(z))))));
        })
        .logBelow(logBelow)
        .below(Family.exp(logBelow))
        .above(p -> {
          Value ok = gt(p[2], like(p[2], 0));
          Value t = exp(neg(exp(div(sub(p[1], p[0]), p[2]))));
          return orNan(ok, sub(like(p[0], 1), t));
        })
        .logAbove(p -> {
          Value ok = gt(p[2], like(p[2], 0));
          return orNan(ok, logOneLess(exp(div(sub(p[1], p[0]), p[2]))));
        })
        .quantile("p", p -> orNan(proper(p[0]), sub(p[1], mul(p[2], log(Entropies.xlogy(Promote.integer(-1), p[0]))))));
  }

  static void gumbelLeft(Catalogue.Module m) {
    Family.Formula logBelow =
        p -> {
          Value ok = gt(p[2], like(p[2], 0));
          Value t = neg(exp(standard(p[0], p[1], p[2])));
          return orNan(ok, log(neg(Lax.unary(UnaryOp.EXPM1, t))));
        };
    Family.Formula logAbove =
        p -> {
          Value ok = gt(p[2], like(p[2], 0));
          return orNan(ok, neg(exp(standard(p[0], p[1], p[2]))));
        };
    family(m, "gumbel_l")
        .density(p -> {
          Value ok = gt(p[2], like(p[2], 0));
          Value z = standard(p[0], p[1], p[2]);
          Value scale = Entropies.xlogy(Promote.integer(-1), p[2]);
          return orNan(ok, add(scale, sub(z, exp(z))));
        })
        .logBelow(logBelow)
        .below(Family.exp(logBelow))
        .above(Family.exp(logAbove))
        .logAbove(logAbove)
        .quantile(
            "p",
            p -> orNan(proper(p[0]), add(p[1], mul(p[2], log(Entropies.xlog1py(Promote.integer(-1), neg(p[0])))))));
  }

  private static final Derived LOG_ONE_LESS =
      new Derived(
          "log1mexp",
          "jvp",
          in -> {
            Value x = in.getFirst();
            Value near = log(neg(Lax.unary(UnaryOp.EXPM1, neg(x))));
            return List.of(Selection.where(lt(x, like(x, Math.log(2))), near, log1p(neg(exp(neg(x))))));
          },
          (i, p, out, t) -> div(t, Lax.unary(UnaryOp.EXPM1, p.getFirst())));

  /// log(1 - exp(-x)) of positive x (Maechler, Rmpfr, 2012).
  private static Value logOneLess(Value x) {
    return LOG_ONE_LESS.call(x);
  }

  private static Value proper(Value share) {
    return Lax.and(gt(share, like(share, 0)), lt(share, like(share, 1)));
  }

  private static Value orNan(Value ok, Value v) {
    return Selection.where(ok, v, Promote.number(Double.NaN));
  }
}
