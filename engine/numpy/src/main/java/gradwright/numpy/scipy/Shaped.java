package gradwright.numpy.scipy;

import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.ge;
import static gradwright.core.lax.Lax.gt;
import static gradwright.core.lax.Lax.le;
import static gradwright.core.lax.Lax.lgamma;
import static gradwright.core.lax.Lax.like;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.log1p;
import static gradwright.core.lax.Lax.lt;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.neg;
import static gradwright.core.lax.Lax.pow;
import static gradwright.core.lax.Lax.sub;
import static gradwright.numpy.scipy.Family.impossible;
import static gradwright.numpy.scipy.Family.standard;
import static gradwright.numpy.scipy.Family.undefined;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Comparison;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;

/// Continuous distributions with parameters of shape: beta, gamma, chi-square, Student's t, Pareto, generalised
/// normal.
final class Shaped {
  private Shaped() {}

  private static Value unit(Value x, Value location, Value scale) {
    return Lax.clamp(like(x, 0), standard(x, location, scale), like(x, 1));
  }

  private static Value positive(Value x, Value standard) {
    return Lax.clamp(like(x, 0), standard, like(x, Double.POSITIVE_INFINITY));
  }

  static void beta(Catalogue.Module m) {
    Family.Formula below = p -> Gammas.betainc(p[1], p[2], unit(p[0], p[3], p[4]));
    Family.Formula above =
        p -> Gammas.betainc(p[2], p[1], Arithmetic.subtract(Promote.integer(1), unit(p[0], p[3], p[4])));
    new Family(m, "beta", "a, b, loc=0, scale=1")
        .density(Shaped::betaDensity)
        .below(below)
        .logBelow(Family.log(below))
        .above(above)
        .logAbove(Family.log(above));
  }

  private static Value betaDensity(Value[] p) {
    Value x = p[0];
    Value a = p[1];
    Value b = p[2];
    Value one = like(x, 1);
    Value zero = like(a, 0);
    Value shape = neg(Gammas.betaln(a, b));
    Value y = standard(x, p[3], p[4]);
    Value left = Entropies.xlogy(sub(a, one), y);
    Value linear = add(left, Entropies.xlog1py(sub(b, one), neg(y)));
    Value density = sub(add(shape, linear), log(p[4]));
    Value above = gt(x, add(p[3], p[4]));
    Value result = impossible(Comparison.logicalOr(above, lt(x, p[3])), density);
    Value improper = Comparison.logicalOr(le(a, zero), le(b, zero));
    return undefined(Comparison.logicalOr(improper, le(p[4], zero)), result);
  }

  static void gamma(Catalogue.Module m) {
    Family.Formula below =
        p -> Gammas.two("gammainc", BinaryOp.IGAMMA, p[1], positive(p[0], standard(p[0], p[2], p[3])));
    Family.Formula above =
        p -> {
          Value y = standard(p[0], p[2], p[3]);
          Value under = lt(y, like(y, 0));
          return Selection.where(under, Promote.integer(1), Gammas.two("gammaincc", BinaryOp.IGAMMAC, p[1], y));
        };
    new Family(m, "gamma", "a, loc=0, scale=1")
        .density(p -> {
          Value x = p[0];
          Value ok = ge(x, p[2]);
          Value one = like(x, 1);
          Value y = Selection.where(ok, standard(x, p[2], p[3]), one);
          Value linear = sub(Entropies.xlogy(sub(p[1], one), y), y);
          Value shape = add(lgamma(p[1]), log(p[3]));
          Value density = sub(linear, shape);
          return Selection.where(ok, density, Promote.number(Double.NEGATIVE_INFINITY));
        })
        .below(below)
        .logBelow(Family.log(below))
        .above(above)
        .logAbove(Family.log(above));
  }

  static void chiSquare(Catalogue.Module m) {
    Family.Formula below = p -> chiSquareShare("gammainc", BinaryOp.IGAMMA, p);
    Family.Formula above = p -> chiSquareShare("gammaincc", BinaryOp.IGAMMAC, p);
    new Family(m, "chi2", "df, loc=0, scale=1")
        .density(p -> {
          Value one = like(p[0], 1);
          Value two = like(p[0], 2);
          Value y = standard(p[0], p[2], p[3]);
          Value half = div(p[1], two);
          Value kernel = sub(mul(sub(half, one), log(y)), div(y, two));
          Value normalizer = neg(add(lgamma(half), div(mul(log(two), p[1]), two)));
          Value density = add(sub(normalizer, log(p[3])), kernel);
          return impossible(lt(p[0], p[2]), density);
        })
        .below(below)
        .logBelow(Family.log(below))
        .above(above)
        .logAbove(Family.log(above));
  }

  private static Value chiSquareShare(String name, BinaryOp op, Value[] p) {
    Value two = like(p[3], 2);
    Value half = div(p[1], two);
    Value scaled = div(sub(p[0], p[2]), mul(p[3], two));
    return Gammas.two(name, op, half, positive(p[0], scaled));
  }

  static void student(Catalogue.Module m) {
    new Family(m, "t", "df, loc=0, scale=1")
        .density(p -> {
          Value two = like(p[0], 2);
          Value z = standard(p[0], p[2], p[3]);
          Value half = div(p[1], two);
          Value more = add(half, like(p[0], 0.5));
          Value constant = mul(mul(p[3], p[3]), like(p[0], Math.PI));
          Value log = div(log(mul(constant, p[1])), two);
          Value normalizer = sub(add(lgamma(half), log), lgamma(more));
          Value quadratic = div(mul(z, z), p[1]);
          return neg(add(normalizer, mul(more, log1p(quadratic))));
        });
  }

  static void pareto(Catalogue.Module m) {
    Family.Formula logAbove =
        p -> {
          Value log = neg(mul(p[1], log(standard(p[0], p[2], p[3]))));
          return Selection.where(lt(p[0], add(p[2], p[3])), like(p[0], 0), log);
        };
    new Family(m, "pareto", "b, loc=0, scale=1")
        .density(p -> {
          Value one = like(p[0], 1);
          Value z = standard(p[0], p[2], p[3]);
          Value normalizer = log(div(p[3], p[1]));
          Value density = neg(add(normalizer, mul(add(p[1], one), log(z))));
          return impossible(lt(p[0], add(p[2], p[3])), density);
        })
        .below(p -> {
          Value share = sub(like(p[0], 1), pow(standard(p[0], p[2], p[3]), neg(p[1])));
          return Selection.where(lt(p[0], add(p[2], p[3])), like(p[0], 0), share);
        })
        .logBelow(p -> {
          Value share = log1p(neg(pow(standard(p[0], p[2], p[3]), neg(p[1]))));
          return impossible(lt(p[0], add(p[2], p[3])), share);
        })
        .above(Family.exp(logAbove))
        .logAbove(logAbove)
        .quantile(
            "q",
            p -> {
              Value share = pow(sub(like(p[0], 1), p[0]), neg(div(like(p[0], 1), p[1])));
              Value r = add(p[2], mul(p[3], share));
              Value outside = Lax.or(Classify.isnan(p[0]), lt(p[0], like(p[0], 0)));
              return undefined(Lax.or(outside, gt(p[0], like(p[0], 1))), r);
            });
  }

  static void generalizedNormal(Catalogue.Module m) {
    new Family(m, "gennorm", "beta")
        .density(p -> {
          Term beta = Term.of(p[1]);
          Term norm = beta.times(0.5).log().minus(beta.under(1).apply(UnaryOp.LGAMMA));
          return norm.minus(Term.of(p[0]).abs().power(beta)).value();
        })
        .below(p -> {
          Term beta = Term.of(p[1]);
          Term x = Term.of(p[0]);
          Value share = Gammas.two("gammainc", BinaryOp.IGAMMA, beta.under(1).value(), x.abs().power(beta).value());
          return x.sign().times(Term.of(share)).plus(1).times(0.5).value();
        });
  }
}
