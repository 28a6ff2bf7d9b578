package gradwright.numpy.scipy;

import static gradwright.numpy.scipy.Hypergeometric.digamma;
import static gradwright.numpy.scipy.Hypergeometric.epsilon;
import static gradwright.numpy.scipy.Hypergeometric.gamma;

import gradwright.numpy.Arithmetic;
import gradwright.numpy.Term;
import java.util.ArrayList;
import java.util.List;

/// Gauss's hypergeometric function by regions: a formula, a finite sum, the series, or its transformation near 1.
record GaussSeries(Term a, Term b, Term c, Term x) {
  private static final int TERMS = 250;

  /// 2F1 of a, b, c and x, all of one shape.
  static Term of(List<Term> p) {
    return new GaussSeries(p.get(0), p.get(1), p.get(2), p.get(3)).byRegion();
  }

  private Term byRegion() {
    double near = epsilon(x) * 50;
    Term d = c.minus(a).minus(b);
    Term s = x.from(1);
    Term ca = c.minus(a);
    Term cb = c.minus(b);
    Term infinite = x.number(Double.POSITIVE_INFINITY);
    Term one = x.eq(1);
    Term constant = x.eq(0).or(a.eq(0).or(b.eq(0)).and(c.ne(0)));
    Term pole = c.eq(0).or(c.lt(0).and(integer(c)));
    Term apart = d.minus(d.round()).abs().ge(near);
    Term reflects = d.le(-1).and(apart.and(s.lt(0)).not());
    Term reflected = s.power(d).times(new GaussSeries(ca, cb, c, x).sumOrSeries());
    Term below = x.lt(1);
    Term r = sumOrSeries();
    r = one.choose(gamma(c).times(gamma(d)).over(gamma(ca).times(gamma(cb))), r);
    r = x.gt(1).choose(infinite, r);
    r = below.and(a.eq(c)).choose(s.power(b.negative()), r);
    r = below.and(b.eq(c)).choose(s.power(a.negative()), r);
    r = d.le(0).and(one).choose(infinite, r);
    r = reflects.choose(reflected, r);
    r = pole.choose(infinite, r);
    return constant.choose(x.number(1), r);
  }

  private static Term integer(Term v) {
    return Term.of(Arithmetic.remainder(v.value(), v.number(1).value())).eq(0);
  }

  private Term sumOrSeries() {
    double near = epsilon(x) * 50;
    Term d = c.minus(a).minus(b);
    Term finite = ends(a, near).or(ends(b, near));
    Term whole = d.minus(d.round()).abs().ge(near).not();
    Term transformed = x.gt(0.9).and(finite.not()).and(whole);
    Term r = transformed.choose(transformed(), series());
    return finite.choose(finiteSum(), r);
  }

  private static Term ends(Term a, double near) {
    return a.le(0).and(a.minus(a.round()).abs().lt(near));
  }

  /// The series that ends where a or b is an integer not above 0.
  private Term finiteSum() {
    double near = epsilon(x) * 50;
    Term pole = integer(c).and(c.le(0).and(c.gt(b)));
    Term swap = b.lt(a).and(b.minus(b.round()).abs().lt(near).and(pole.not()));
    Term n = swap.choose(b, a).abs();
    Term other = swap.choose(a, b);
    Term one = x.filled(1);
    return ElementLoop.run(
            s -> s.get(0).lt(n.plus(1)),
            s -> {
              Term i = s.get(0);
              Term factor = n.minus(i).plus(1).negative().over(c.plus(i).minus(1));
              factor = factor.times(other.plus(i).minus(1)).over(i).times(x);
              Term term = s.get(2).times(factor);
              return List.of(i.plus(1), s.get(1).plus(term), term);
            },
            List.of(one, one, one))
        .get(1);
  }

  private Term series() {
    double epsilon = epsilon(x);
    return ElementLoop.run(
            s -> s.get(1).lt(TERMS).and(s.get(2).abs().gt(s.get(0).abs().times(epsilon))),
            s -> {
              Term k = s.get(1);
              Term factor = a.plus(k).minus(1).times(b.plus(k).minus(1)).over(c.plus(k).minus(1)).over(k).times(x);
              return List.of(s.get(0).plus(s.get(2)), k.plus(1), s.get(2).times(factor));
            },
            List.of(x.filled(0), x.filled(1), x.filled(1)))
        .getFirst();
  }

  /// Near 1, where c - a - b is an integer.
  private Term transformed() {
    double epsilon = epsilon(x);
    Term d = c.minus(a).minus(b);
    Term s = x.from(1);
    Term rounded = d.round();
    Term up = rounded.ge(0);
    Term zero = d.number(0);
    Term e = up.choose(d, d.negative());
    Term d1 = up.choose(d, zero);
    Term d2 = up.choose(zero, d);
    Term count = up.choose(rounded, rounded.negative());
    Term log = s.log();
    Term one = x.filled(1);
    Term y = digamma(one).plus(digamma(e.plus(1)));
    y = y.minus(digamma(a.plus(d1))).minus(digamma(b.plus(d1))).minus(log);
    y = y.over(gamma(e.plus(1)));
    Term p = a.plus(d1).times(b.plus(d1)).times(s).over(gamma(e.plus(2)));
    // State: the factor, the last term, the index, the sum.
    List<Term> end =
        ElementLoop.run(
            v -> v.get(2).lt(TERMS).and(v.get(1).abs().ge(v.get(3).abs().times(epsilon))),
            v -> {
              Term t = v.get(2);
              Term r = digamma(t.plus(1)).plus(digamma(t.plus(1).plus(e)));
              r = r.minus(digamma(a.plus(t).plus(d1))).minus(digamma(b.plus(t).plus(d1))).minus(log);
              Term q = v.get(0).times(r);
              Term next = v.get(0).times(s.times(a.plus(t).plus(d1)).over(t.plus(1)));
              next = next.times(b.plus(t).plus(d1).over(t.plus(1).plus(e)));
              return List.of(next, q, t.plus(1), v.get(3).plus(q));
            },
            List.of(p, y, one, y));
    y = end.get(3);
    Term atZero = y.times(gamma(c)).over(gamma(a).times(gamma(b)));
    return rounded.eq(0).choose(atZero, withFiniteSum(y, new Split(d1, d2, e, s, rounded, count)));
  }

  private record Split(Term d1, Term d2, Term e, Term s, Term rounded, Term count) {}

  private Term withFiniteSum(Term y, Split v) {
    Term one = x.filled(1);
    // State: the index, the term, the sum.
    List<Term> end =
        ElementLoop.run(
            w -> w.get(0).lt(v.count),
            w -> {
              Term t = w.get(0).minus(1);
              Term term = v.s.times(a.plus(t).plus(v.d2)).times(b.plus(t).plus(v.d2)).over(v.e.from(1).plus(t));
              term = w.get(1).times(term).over(w.get(0));
              return new ArrayList<>(List.of(w.get(0).plus(1), term, w.get(2).plus(term)));
            },
            List.of(one, one, one));
    Term p = gamma(c);
    Term finite = end.get(2).times(gamma(v.e).times(p).over(gamma(a.plus(v.d1)).times(gamma(b.plus(v.d1)))));
    Term r = y.times(p.over(gamma(a.plus(v.d2)).times(gamma(b.plus(v.d2)))));
    Term odd = Term.of(Arithmetic.remainder(v.count.value(), v.count.number(2).value())).ne(0);
    r = odd.choose(r.negative(), r);
    Term q = v.s.power(v.rounded);
    return v.rounded.gt(0).choose(r.times(q).plus(finite), r.plus(finite.times(q)));
  }
}
