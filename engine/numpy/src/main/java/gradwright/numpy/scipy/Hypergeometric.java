package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// The confluent and Gauss's hypergeometric functions of real arrays: their series, the asymptotic series of 1F1, and for 2F1
/// near 1 the transformation by digamma (Abramowitz and Stegun 15.3.10 - 15.3.12), as Cephes and Pearson et al. (Numer. Algor.
/// 74, 2017) compute them.
final class Hypergeometric {
  private Hypergeometric() {}

  private static final int TERMS = 250;

  static double epsilon(Term x) {
    return x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : x.dtype() == DType.FLOAT32 ? Math.ulp(1f) : halfEpsilon(x);
  }

  private static double halfEpsilon(Term x) {
    return x.dtype() == DType.FLOAT16 ? 0x1p-10 : 0x1p-7;
  }

  static Term gamma(Term x) {
    return Term.of(Gammas.gamma(x.value()));
  }

  static Term digamma(Term x) {
    return x.apply(UnaryOp.DIGAMMA);
  }

  private static List<Term> arguments(String name, List<Value> given) {
    List<Value> p = Promote.argsInexact(name, given.toArray(Value[]::new));
    if (p.getFirst().dtype().isComplex()) {
      throw JaxError.value(name + " does not support complex-valued inputs.");
    }
    return Term.broadcast(p.stream().map(Term::of).toList());
  }

  /// The sum of a series from `start`, whose terms follow from their index k and predecessor, until they no longer count.
  /// `weight` is what a term counts for in the sum.
  static Term sum(double start, Term first, BinaryOperator<Term> next, UnaryOperator<Term> weight) {
    double epsilon = epsilon(first);
    return ElementLoop.run(
            s -> s.get(1).lt(TERMS).and(s.get(2).abs().over(s.get(0).abs()).gt(epsilon)),
            s -> {
              Term k = s.get(1);
              Term term = s.get(2);
              Term counted = weight == null ? term : term.times(weight.apply(k));
              return List.of(s.get(0).plus(counted), k.plus(1), next.apply(term, k));
            },
            List.of(first.filled(start), first.filled(1), first))
        .getFirst();
  }

  private static final Derived CONFLUENT =
      new Derived(
          "hyp1f1",
          "jvp",
          in -> List.of(NamedJit.call1("hyp1f1", null, in, p -> List.of(confluent(arguments("hyp1f1", p)).value()))),
          (i, p, out, t) -> confluentTangent(i, arguments("hyp1f1", p), Term.of(t)).value());

  /// Kummer's function 1F1(a; b; x).
  static Value hyp1f1(Value a, Value b, Value x) {
    return CONFLUENT.call(a, b, x);
  }

  private static Term confluent(List<Term> p) {
    Term a = p.get(0);
    Term b = p.get(1);
    Term x = p.get(2);
    Term near = sum(1, a.over(b).times(x), kummer(a, b, x), null);
    Term start = b.minus(a).times(a.from(1)).over(x);
    BinaryOperator<Term> next =
        (term, k) -> term.times(b.minus(a).plus(k).times(a.from(1).plus(k)).over(k.plus(1)).over(x));
    Term series = sum(1, start, next, null);
    Term far = gamma(b).over(gamma(a)).times(x.exp()).times(x.power(a.minus(b))).times(series);
    Term result = x.abs().lt(100).choose(near, far);
    result = b.eq(0).choose(x.number(Double.POSITIVE_INFINITY), result);
    result = a.eq(b).choose(x.exp(), result);
    return a.eq(0).choose(x.number(1), result);
  }

  private static BinaryOperator<Term> kummer(Term a, Term b, Term x) {
    return (term, k) -> term.times(a.plus(k).over(b.plus(k)).times(x).over(k.plus(1)));
  }

  private static Term confluentTangent(int argument, List<Term> p, Term t) {
    Term a = p.get(0);
    Term b = p.get(1);
    Term x = p.get(2);
    Term first = a.over(b).times(x);
    Term slope =
        switch (argument) {
          case 0 -> sum(0, first, kummer(a, b, x), k -> digamma(a.plus(k)).minus(digamma(a)));
          case 1 -> sum(0, first, kummer(a, b, x), k -> digamma(b).minus(digamma(b.plus(k))));
          default -> a.over(b).times(Term.of(hyp1f1(a.plus(1).value(), b.plus(1).value(), x.value())));
        };
    return slope.times(t);
  }

  private static final Derived GAUSS =
      new Derived(
          "hyp2f1",
          "jvp",
          in ->
              List.of(NamedJit.call1("hyp2f1", null, in, p -> List.of(GaussSeries.of(arguments("hyp2f1", p)).value()))),
          (i, p, out, t) -> gaussTangent(i, arguments("hyp2f1", p), Term.of(t)).value());

  /// Gauss's function 2F1(a, b; c; x).
  static Value hyp2f1(Value a, Value b, Value c, Value x) {
    return GAUSS.call(a, b, c, x);
  }

  private static Term gaussTangent(int argument, List<Term> p, Term t) {
    Term a = p.get(0);
    Term b = p.get(1);
    Term c = p.get(2);
    Term x = p.get(3);
    Term first = a.times(b).over(c).times(x);
    BinaryOperator<Term> next =
        (term, k) -> term.times(a.plus(k).times(b.plus(k)).over(c.plus(k)).over(k.plus(1)).times(x));
    Term slope =
        switch (argument) {
          case 0 -> sum(0, first, next, k -> digamma(a.plus(k)).minus(digamma(a)));
          case 1 -> sum(0, first, next, k -> digamma(b.plus(k)).minus(digamma(b)));
          case 2 -> sum(0, first, next, k -> digamma(c).minus(digamma(c.plus(k))));
          default ->
              a.times(b)
                  .over(c)
                  .times(Term.of(hyp2f1(a.plus(1).value(), b.plus(1).value(), c.plus(1).value(), x.value())));
        };
    return slope.times(t);
  }
}
