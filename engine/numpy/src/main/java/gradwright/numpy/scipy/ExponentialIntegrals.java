package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.ArrayList;
import java.util.List;

/// The exponential integrals of real arrays, by the rational approximations, the power series and the continued fraction of
/// Cephes (`ei`, `expn`).
final class ExponentialIntegrals {
  private ExponentialIntegrals() {}

  private static final double EULER = 0.5772156649015329;

  /// A ratio of polynomials, the highest power first.
  private record Ratio(double[] numerator, double[] denominator) {
    Term at(Term x) {
      return x.polynomial(numerator).over(x.polynomial(denominator));
    }
  }

  private static final Ratio NEAR =
      new Ratio(
          new double[] {
            -5.350447357812543,
            218.50491688166133,
            -4176.572384826693,
            55411.76756393557,
            -331338.13311781443,
            1592627.1633849454
          },
          new double[] {
            1.0,
            -52.505479591128626,
            1259.6161867867906,
            -17565.495819735348,
            149306.2117002726,
            -729494.9239640528,
            1592627.1633849454
          });

  /// By octaves: (2, 4], (4, 8], ..., (32, 64], and above.
  private static final List<Ratio> OCTAVES =
      List.of(
          new Ratio(
              new double[] {
                0.019818085032596897,
                -1.2716456259849176,
                -2.0881603356812284,
                2.7555445091879367,
                -0.44095070487016,
                0.046656238059358916,
                -0.0015450426796734852,
                7.059980605299618e-05
              },
              new double[] {
                1.0,
                1.4764986709149215,
                0.5629177174822436,
                0.16990178978793072,
                0.02291647179034212,
                0.0044501504397287525,
                0.00017274396122065214,
                3.953167195549672e-05
              }),
          new Ratio(
              new double[] {
                -1.3732153758712087,
                -0.7084559133740839,
                1.580806855547941,
                -0.2601500427425623,
                0.029946746941137137,
                -0.001038086040188744,
                4.371064420753005e-05,
                2.141783679522603e-06
              },
              new double[] {
                1.0,
                0.8585231423622028,
                0.4483285822873995,
                0.07687932158124476,
                0.024498682410218877,
                0.0008832165941927797,
                0.00045909522995113536,
                -4.729848351866523e-06,
                2.66519553739071e-06
              }),
          new Ratio(
              new double[] {
                -2.1069346016919166,
                1.7327338696646881,
                -0.2423619178935842,
                0.02322724180937566,
                0.00023728804404931798,
                -8.343219561192553e-05,
                1.3634087956052505e-05,
                -3.655412321999254e-07,
                1.4649417339759612e-08,
                6.17640786371036e-10
              },
              new double[] {
                1.0,
                -0.2298062239901678,
                0.11050770414740378,
                -0.015665429666307924,
                0.002761106850817353,
                -0.00020891480122840484,
                1.7085289388076754e-05,
                -4.4593117963566865e-07,
                1.3946349303538475e-08,
                6.150865933977338e-10
              }),
          new Ratio(
              new double[] {
                -0.24581193676740204,
                -0.14833822533220778,
                0.07248291795735552,
                -0.013483156873809405,
                0.001342775069788637,
                -7.942465637159712e-05,
                2.644179518984236e-06,
                -4.239473659313765e-08
              },
              new double[] {
                1.0,
                -0.10442259084438711,
                -0.26764531281014026,
                0.09695000254621984,
                -0.01601745692712991,
                0.001496414899205908,
                -8.462452563778485e-05,
                2.7289384034767266e-06,
                -4.239462431819542e-08
              }),
          new Ratio(
              new double[] {
                0.12125611181054567,
                -0.5823133179043894,
                0.2348887314557017,
                -0.030400343181132484,
                0.0015100821468651906,
                -2.5231370954995714e-05
              },
              new double[] {
                1.0,
                -1.002252150365854,
                0.2928709694872224,
                -0.03337004338674008,
                0.0015605448811273888,
                -2.5231370936032347e-05
              }),
          new Ratio(
              new double[] {
                -0.7657847078286127,
                0.6886192415566705,
                -0.2132598113545206,
                0.033461075523841935,
                -0.003076541477344756,
                0.00017471193164549074,
                -6.1037116822741705e-06,
                1.218032765428652e-07,
                -1.0860761027932903e-09
              },
              new double[] {
                1.0,
                -1.8888028686623086,
                1.066691687211409,
                -0.27519159823063805,
                0.039308526882338234,
                -0.003414684558602365,
                0.00018668443707035555,
                -6.345146083130515e-06,
                1.239754287483207e-07,
                -1.0860761027931265e-09
              }));

  private static Value real(String name, Value given) {
    return realArguments(name, given).getFirst();
  }

  private static List<Value> realArguments(String name, Value... given) {
    List<Value> p = Promote.argsInexact(name, given);
    if (p.getFirst().dtype().isComplex()) {
      throw JaxError.value(name + " does not support complex-valued inputs.");
    }
    return p;
  }

  private static final Derived EXPI =
      new Derived(
          "expi",
          "expi_jvp",
          in -> List.of(NamedJit.call1("expi", null, in, x -> List.of(expiBody(x.getFirst())))),
          (i, p, out, t) -> {
            Term x = Term.of(Promote.inexact(p.getFirst()));
            return x.exp().over(x).times(Term.of(t)).value();
          });

  /// Ei(x), the principal value of the integral of exp(t) / t up to x.
  static Value expi(Value x) {
    return EXPI.call(x);
  }

  private static Value expiBody(Value given) {
    Term x = Term.of(real("expi", given));
    Term below = Term.of(exp1(x.negative().value())).negative();
    return x.lt(0).choose(below, positive(x)).value();
  }

  private static Term positive(Term x) {
    List<Term> conditions = new ArrayList<>(List.of(x.gt(0).and(x.le(2))));
    Term near = x.times(NEAR.at(x)).plus(EULER).plus(x.log());
    List<Term> values = new ArrayList<>(List.of(near));
    for (int i = 0; i < OCTAVES.size() - 1; i++) {
      double from = 2 << i;
      conditions.add(x.gt(from).and(x.le(2 * from)));
      values.add(scaled(x, OCTAVES.get(i)));
    }
    return Term.piecewise(scaled(x, OCTAVES.getLast()), conditions, values);
  }

  private static Term scaled(Term x, Ratio r) {
    Term w = x.under(1);
    Term f = w.times(r.at(w)).plus(1);
    return x.exp().times(w).times(f);
  }

  private static final Derived EXPN =
      new Derived(
          "expn",
          "expn_jvp",
          in -> List.of(NamedJit.call1("expn", null, in, p -> List.of(expnBody(p.get(0), p.get(1))))),
          (i, p, out, t) -> {
            if (i == 0) {
              throw JaxError.notImplemented("expn is not differentiable by n.");
            }
            Value less = Term.of(p.get(0)).minus(1).value();
            return Term.of(t).negative().times(Term.of(expn(less, p.get(1)))).value();
          });

  /// E_n(x), the integral of exp(-x t) / t^n over t > 1.
  static Value expn(Value n, Value x) {
    return EXPN.call(n, x);
  }

  /// E_1(x).
  static Value exp1(Value x) {
    return expn(Promote.integer(1), real("exp1", x));
  }

  private static Value expnBody(Value order, Value at) {
    List<Term> p = Term.broadcast(realArguments("expn", order, at).stream().map(Term::of).toList());
    Term n = p.get(0);
    Term x = p.get(1);
    Term zero = x.eq(0);
    Term n1 = n.eq(1).choose(n.plus(n), n);
    List<Term> conditions =
        List.of(n.lt(0).or(x.lt(0)), zero.and(n.lt(2)), zero.and(n.ge(2)), n.eq(0).and(x.ge(0)), n.ge(5000), x.gt(1));
    List<Term> values =
        List.of(
            x.filled(Double.NaN),
            x.filled(Double.POSITIVE_INFINITY),
            n1.under(1),
            x.negative().exp().over(x),
            largeOrder(n, x),
            fraction(n, x));
    return Term.piecewise(series(n, x), conditions, values).value();
  }

  private static double epsilon(Term x) {
    return x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : x.dtype() == DType.FLOAT32 ? Math.ulp(1f) : smallEpsilon(x);
  }

  private static double smallEpsilon(Term x) {
    return x.dtype() == DType.FLOAT16 ? 0x1p-10 : 0x1p-7;
  }

  /// The power series, for x up to 1.
  private static Term series(Term n, Term x) {
    Term one = x.filled(1);
    Term psi = x.log().from(-EULER);
    List<Term> counted =
        ElementLoop.run(
            s -> s.get(0).lt(s.get(1)),
            s -> List.of(s.get(0).plus(1), s.get(1), s.get(2).plus(s.get(0).under(1))),
            List.of(n.filled(1), n, psi));
    psi = counted.get(2);
    Term first = n.eq(1);
    Term n1 = first.choose(n.filled(2), n);
    Term start = first.choose(x.filled(0), n1.from(1).under(1));
    double epsilon = epsilon(x);
    // State: x, -x, k, the power over the factorial, k + 1 - n, the sum, the last relative change.
    List<Term> end =
        ElementLoop.run(
            s -> s.get(0).gt(0).and(s.get(6).gt(epsilon)),
            s -> {
              Term k = s.get(2).plus(1);
              Term power = s.get(3).times(s.get(1).over(k));
              Term difference = s.get(4).plus(1);
              Term sum = s.get(5).plus(difference.ne(0).choose(power.over(difference), x.number(0)));
              Term change = sum.ne(0).choose(power.over(sum).abs(), x.number(1));
              return List.of(s.get(0), s.get(1), k, power, difference, sum, change);
            },
            List.of(x, x.negative(), x.filled(0), one, n.from(1), start, x.filled(Double.POSITIVE_INFINITY)));
    Term power = x.negative().power(n.minus(1));
    return power.times(psi).over(Term.of(Gammas.gammaln(n.value())).exp()).minus(end.get(5));
  }

  private static final double BIG = 1.44115188075855872e17;

  /// The continued fraction, for x above 1.
  private static Term fraction(Term n, Term x) {
    double epsilon = epsilon(x);
    Term one = x.filled(1);
    Term start = x.plus(n).under(1);
    // State: x, n, k, p[k - 2], q[k - 2], p[k - 1], q[k - 1], the fraction, the last relative change, the last ratio.
    List<Term> end =
        ElementLoop.run(
            s -> s.get(0).gt(0).and(s.get(8).gt(epsilon)),
            s -> {
              Term k = s.get(2).plus(1);
              Term odd = k.minus(k.over(2).apply(UnaryOp.FLOOR).times(2)).eq(1);
              Term y = odd.choose(x.number(1), s.get(0));
              Term step = odd.choose(s.get(1).plus(k.minus(1).over(2)), k.over(2));
              Term p = s.get(5).times(y).plus(s.get(3).times(step));
              Term q = s.get(6).times(y).plus(s.get(4).times(step));
              Term proper = q.ne(0);
              Term r = proper.choose(p.over(q), s.get(9));
              Term change = proper.choose(s.get(7).minus(r).over(r).abs(), x.number(1));
              Term fraction = proper.choose(r, s.get(7));
              Term big = p.abs().gt(BIG);
              List<Term> next = new ArrayList<>(List.of(s.get(0), s.get(1), k));
              for (Term v : List.of(s.get(5), s.get(6), p, q)) {
                next.add(big.choose(v.over(BIG), v));
              }
              next.addAll(List.of(fraction, change, r));
              return next;
            },
            List.of(x, n, n.filled(1), one, x, one, x.plus(n), start, x.filled(Double.POSITIVE_INFINITY), x.filled(0)));
    return end.get(7).times(x.negative().exp());
  }

  /// The asymptotic expansion for a large order.
  private static Term largeOrder(Term n, Term x) {
    Term sum = x.plus(n);
    Term y = sum.times(sum).under(1);
    Term inner = x.times(6).times(x).minus(n.times(8).times(x)).plus(n.times(n));
    Term r = y.times(n).times(inner);
    r = y.times(r.plus(n.times(n.minus(x.times(2)))));
    r = y.times(r.plus(n));
    return r.plus(1).times(x.negative().exp()).over(sum);
  }
}
