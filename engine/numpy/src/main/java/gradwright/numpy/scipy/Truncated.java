package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Joining;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.nn.Softmax;
import java.util.List;

/// The normal distribution truncated to [a, b], bounds in standard deviations from the mean.
final class Truncated {
  private Truncated() {}

  static void normal(Catalogue.Module m) {
    Family.Formula density = Truncated::logDensity;
    Family.Formula below = Truncated::logBelow;
    Family.Formula above = p -> logBelow(new Value[] {neg(p[0]), neg(p[2]), neg(p[1]), neg(p[3]), p[4]});
    new Family(m, "truncnorm", "a, b, loc=0, scale=1")
        .density(density)
        .below(Family.exp(below))
        .logBelow(below)
        .above(Family.exp(above))
        .logAbove(above);
  }

  private static Value neg(Value x) {
    return Lax.neg(x);
  }

  private static Term difference(Term x, Term y) {
    List<Term> p = Term.broadcast(List.of(x, y));
    Value both = Joining.stack(List.of(p.get(0).value(), p.get(1).value()), 0);
    Value signs = Joining.stack(List.of(p.get(0).filled(1).value(), p.get(1).filled(-1).value()), 0);
    return Term.of(Softmax.logsumexp(both, Ints.of(0), signs, false, false, null).getFirst());
  }

  private static Term logTail(Term x) {
    return Term.of(NormalTails.logNdtr(x.value(), 3));
  }

  /// log of the probability of a standard normal number between a and b, without cancellation in either tail.
  private static Term logMass(Term lower, Term upper) {
    List<Term> p = Term.broadcast(List.of(lower, upper));
    Term a = p.get(0);
    Term b = p.get(1);
    Term right = a.gt(0);
    Term central = b.le(0).or(right).not();
    Term tailA = right.choose(b.negative(), a);
    Term tailB = right.choose(a.negative(), b);
    Term tail = difference(logTail(tailB), logTail(tailA));
    Term below = Term.of(NormalTails.ndtr(a.value()));
    Term outside = below.negative().minus(Term.of(NormalTails.ndtr(b.negative().value())));
    return central.choose(outside.log1p(), tail);
  }

  private static Value logDensity(Value[] p) {
    Term a = Term.of(p[1]);
    Term b = Term.of(p[2]);
    Term variance = Term.of(p[4]).square();
    Term off = Term.of(p[0]).minus(Term.of(p[3]));
    Term normal = variance.times(2 * Math.PI).log().plus(off.square().over(variance)).over(-2);
    Term density = normal.minus(logMass(a, b));
    Term z = off.over(Term.of(p[4]));
    density = z.lt(a).or(z.gt(b)).choose(density.number(Double.NEGATIVE_INFINITY), density);
    return a.ge(b).choose(density.number(Double.NaN), density).value();
  }

  private static Value logBelow(Value[] p) {
    List<Value> same = Promote.broadcastArrays(List.of(p[0], p[1], p[2]));
    Term a = Term.of(same.get(1));
    Term b = Term.of(same.get(2));
    Term x = Term.of(same.getFirst()).minus(Term.of(p[3])).over(Term.of(p[4]));
    Term mass = logMass(a, b);
    Term below = logMass(a, x).minus(mass);
    Term above = logMass(x, b).minus(mass);
    List<Value> conditions = List.of(x.ge(b).value(), x.le(a).value(), below.gt(-0.1).value(), x.gt(a).value());
    List<Value> values =
        List.of(
            Promote.integer(0),
            Promote.number(Double.NEGATIVE_INFINITY),
            above.exp().negative().log1p().value(),
            below.value());
    Term r = Term.of(Selection.select(conditions, values, Promote.integer(0)));
    return a.ge(b).choose(r.number(Double.NaN), r).value();
  }
}
