package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Functions made of the error function: Faddeeva's, the scaled complementary error function, Dawson's integral, Owen's T.
final class ErrorRelatives {
  private ErrorRelatives() {}

  private static final double WEIDEMAN_L = 4.756828460010884;
  private static final double[] WEIDEMAN = {
    -1.3034426067909105e-12,
    3.741183837373847e-12,
    8.030427700497756e-12,
    -2.154359355749088e-11,
    -5.544244996323793e-11,
    1.165824698850374e-10,
    4.1537441121999766e-10,
    -5.231020211492061e-10,
    -3.2080151339721323e-09,
    8.124886421653591e-10,
    2.3797556530014025e-08,
    2.2930438438915445e-08,
    -1.4813078929137642e-07,
    -4.1840763750512053e-07,
    4.2558331397138446e-07,
    4.401531731283225e-06,
    6.821031944357515e-06,
    -2.1409619201999998e-05,
    -0.0001307544925457942,
    -0.00024532980270038237,
    0.00039259136070109705,
    0.004519541105349309,
    0.0190061557848455,
    0.05730440352983728,
    0.14060716226893755,
    0.2954445107150874,
    0.5460139720639338,
    0.9019254893648001,
    1.345544169234545,
    1.8256696296324815,
    2.2635372999002676,
    2.5722534081245696
  };

  private static final Derived WOFZ =
      new Derived(
          "_wofz",
          "jvp",
          in -> List.of(NamedJit.call1("_wofz", null, in, z -> List.of(faddeeva(Term.of(z.getFirst())).value()))),
          (i, p, out, t) -> {
            Term z = Term.of(p.getFirst());
            Term slope = z.times(2).times(Term.of(out)).negative().plus(imaginary(z, 2 / Math.sqrt(Math.PI)));
            return Term.of(t).times(slope).value();
          });

  /// Faddeeva's function exp(-z^2) erfc(-iz) of complex z, by Weideman's rational expansion (SIAM J. Numer. Anal. 31, 1994) in
  /// the upper half plane and by reflection below it.
  static Value wofz(Value z) {
    return WOFZ.call(Promote.dtypesComplex(List.of(z)).getFirst());
  }

  private static Term imaginary(Term z, double v) {
    Value re = Lax.real(z.value());
    return Term.of(Lax.complex(Lax.fullLike(re, 0), Lax.fullLike(re, v)));
  }

  private static Term timesI(Value z) {
    return Term.of(Lax.complex(Lax.neg(Lax.imag(z)), Lax.real(z)));
  }

  private static Term faddeeva(Term z) {
    Term above = Term.of(Lax.ge(Lax.imag(z.value()), Lax.like(Lax.real(z.value()), 0)));
    Term upper = upperHalf(above.choose(z, z.negative()));
    Term reflected = z.times(z).negative().exp().times(2).minus(upper);
    return above.choose(upper, reflected);
  }

  private static Term upperHalf(Term z) {
    Term iz = timesI(z.value());
    Term denominator = iz.from(WEIDEMAN_L);
    Term p = iz.plus(WEIDEMAN_L).over(denominator).polynomial(WEIDEMAN);
    Term near = p.times(2).over(denominator.times(denominator));
    return near.plus(denominator.under(1 / Math.sqrt(Math.PI)));
  }

  private static final double[] ERFCX_SERIES = {
    7918.06640625, -1055.7421875, 162.421875, -29.53125, 6.5625, -1.875, 0.75, -0.5, 1.0
  };

  private static final Derived ERFCX =
      new Derived(
          "_erfcx",
          "jvp",
          in -> List.of(inSingle(Term.of(in.getFirst()), ErrorRelatives::scaledComplement)),
          (i, p, out, t) -> {
            Term x = Term.of(p.getFirst());
            return Term.of(t).times(x.times(2).times(Term.of(out)).minus(2 / Math.sqrt(Math.PI))).value();
          });

  /// exp(x^2) erfc(x): by definition, and by its asymptotic series where exp(x^2) overflows.
  static Value erfcx(Value given) {
    Value x = Promote.argsInexact("erfcx", given).getFirst();
    return x.dtype().isComplex() ? WOFZ.call(timesI(x).value()) : ERFCX.call(x);
  }

  private static Term scaledComplement(Term x) {
    boolean twice = x.dtype() == DType.FLOAT64;
    double[] c = Arrays.copyOfRange(ERFCX_SERIES, ERFCX_SERIES.length - (twice ? 9 : 5), ERFCX_SERIES.length);
    Term large = x.gt(Math.sqrt(Math.log(twice ? Double.MAX_VALUE : Float.MAX_VALUE)));
    Term safe = large.choose(x.filled(1), x);
    Term direct = safe.square().exp().times(safe.apply(UnaryOp.ERFC));
    Term series = x.square().under(1).polynomial(c).over(x.times(Math.sqrt(Math.PI)));
    return large.choose(series, direct);
  }

  /// Half precisions are computed in float32.
  private static Value inSingle(Term x, UnaryOperator<Term> f) {
    boolean full = x.dtype() == DType.FLOAT32 || x.dtype() == DType.FLOAT64;
    return full ? f.apply(x).value() : f.apply(x.as(DType.FLOAT32)).as(x.dtype()).value();
  }

  private static final double[] AN = {
    1.1368149897175597e-11, 8.492622676674738e-10, 1.9443420417555306e-08, 9.531517412544844e-07,
    3.078283098749132e-06, 0.00035251336852028877, -0.0008501498467244109, 0.04226182230055466,
    -0.09174803717734524, 1.0
  };
  private static final double[] AD = {
    2.403720730667626e-11,
    1.488646813684934e-09,
    5.212652810105416e-08,
    1.2725847827318697e-06,
    2.324902498207895e-05,
    0.00032552474182605793,
    0.003488058146571626,
    0.027944853119882897,
    0.15887424196012057,
    0.5749186294893204,
    1.0
  };
  private static final double[] BN = {
    0.5089551564179009,
    -0.24475441814269785,
    0.09415123353035344,
    -0.021871125514203903,
    0.003662076123295692,
    -0.0004232091144603888,
    3.5964130479389666e-05,
    -2.1464035171996896e-06,
    9.100107800763914e-08,
    -2.4027452082825098e-09,
    3.592333854409284e-11
  };
  private static final double[] BD = {
    1.0,
    -0.6318398698733682,
    0.2367067882282487,
    -0.053180636700322324,
    0.008480417185862954,
    -0.0009479967684866654,
    7.810255929445524e-05,
    -4.558751532524426e-06,
    1.8910035811142186e-07,
    -4.913246913319206e-09,
    7.184664032357345e-11
  };
  private static final double[] CN = {
    -0.5905928605347732, 0.6292352427243688, -0.17285897538038814, 0.016483704782518965, -0.0004868276130204627
  };
  private static final double[] CD = {
    1.0, -2.698200571975449, 1.7327079904594784, -0.3937085822819395, 0.03442789240412334, -0.0009736552260409412
  };

  private static final Derived DAWSN =
      new Derived(
          "_dawsn",
          "jvp",
          in -> List.of(inSingle(Term.of(in.getFirst()), ErrorRelatives::dawson)),
          (i, p, out, t) -> {
            Term x = Term.of(p.getFirst());
            return Term.of(t).times(x.times(2).times(Term.of(out)).from(1)).value();
          });

  /// Dawson's integral exp(-x^2) times that of exp(t^2) from 0 to x, by the rational approximations of Cephes (`dawsn`).
  static Value dawsn(Value given) {
    Value x = Promote.argsInexact("dawsn", given).getFirst();
    if (x.dtype().isComplex()) {
      throw JaxError.value("dawsn does not support complex-valued inputs.");
    }
    return DAWSN.call(x);
  }

  private static Term dawson(Term x) {
    Term size = x.abs();
    Term t = size.square().under(1);
    Term one = size.filled(1);
    Term near = size.lt(3.25);
    Term middle = size.ge(3.25).and(size.lt(6.25));
    Term far = size.ge(6.25);
    Term a = near.choose(size, one);
    Term low = a.times(a.square().polynomial(AN)).over(a.square().polynomial(AD));
    Term mid = tail(middle.choose(size, one), middle.choose(t, one), BN, BD);
    Term high = tail(far.choose(size, one), far.choose(t, one), CN, CD);
    return x.sign().times(near.choose(low, size.lt(6.25).choose(mid, high)));
  }

  private static Term tail(Term size, Term t, double[] numerator, double[] denominator) {
    Term ratio = t.times(t.polynomial(numerator)).over(t.polynomial(denominator));
    return size.under(0.5).times(ratio.plus(1));
  }

  private static final double[] POINTS = {
    0.0035082039676451716, 0.031279042338030756, 0.08526682628321945, 0.16245071730812277, 0.25851196049125436,
    0.3680755384069753, 0.485010929056047, 0.6027751415261857, 0.7147788421775323, 0.814755109887601,
    0.8971102975594897, 0.9572380808594426, 0.991788329746297
  };
  private static final double[] WEIGHTS = {
    0.018831438115323503, 0.01856708624397765, 0.018042093461223385, 0.017263829606398752, 0.016243219975989858,
    0.014994592034116705, 0.013535474469662087, 0.011886351605820165, 0.010070377242777432, 0.008113054574229958,
    0.006041900952847024, 0.0038862217010742057, 0.001679303108454609
  };

  private static final Derived OWENS_T =
      new Derived(
          "_owens_t_impl",
          "_owens_t_jvp",
          in -> List.of(owen(Term.of(in.get(0)), Term.of(in.get(1))).value()),
          (i, p, out, t) -> owenTangent(i, Term.of(p.get(0)), Term.of(p.get(1)), Term.of(t)).value());

  /// Owen's T: the probability that X > h and 0 < Y < aX of independent standard normal X, Y, by Gauss-Legendre quadrature of 13
  /// points (Patefield and Tandy, J. Stat. Soft. 5, 2000).
  static Value owensT(Value h, Value a) {
    List<Value> p = Promote.argsInexact("owens_t", h, a);
    return OWENS_T.call(p.get(0), p.get(1));
  }

  private static Term owen(Term given, Term a) {
    Term h = given.abs();
    Term size = a.abs();
    double root2 = Math.sqrt(2);
    Term scaled = h.over(root2);
    Term small = size.le(1);
    Term slope = small.choose(size, size.under(1));
    Term height = small.choose(h, size.times(h));
    Term r = quadrature(height, slope);
    r = height.eq(0).choose(slope.apply(UnaryOp.ATAN).over(2 * Math.PI), r);
    Term tails = height.negative().over(root2).apply(UnaryOp.ERFC).times(0.125);
    r = slope.eq(1).choose(tails.times(height.over(root2).apply(UnaryOp.ERFC)), r);
    Term above = scaled.apply(UnaryOp.ERFC);
    Term beyond = size.times(scaled).apply(UnaryOp.ERFC);
    Term product = scaled.apply(UnaryOp.ERF).times(0.25).times(size.times(scaled).apply(UnaryOp.ERF));
    Term near = product.from(0.25).minus(r);
    Term far = above.plus(beyond).minus(above.times(beyond)).times(0.25).minus(r);
    r = size.gt(1).choose(size.times(h).le(0.67).choose(near, far), r);
    r = a.sign().times(r);
    Term undefined = Term.of(Lax.or(Lax.ne(a.value(), a.value()), Lax.ne(h.value(), h.value())));
    return undefined.choose(r.filled(Double.NaN), r);
  }

  private static Term quadrature(Term h, Term a) {
    Term half = h.square().times(-0.5);
    Term aa = a.square();
    Term sum = null;
    for (int i = 0; i < POINTS.length; i++) {
      Term r = aa.times(POINTS[i]).plus(1);
      Term part = half.times(r).exp().over(r).times(WEIGHTS[i]);
      sum = sum == null ? part : sum.plus(part);
    }
    return a.times(sum);
  }

  private static Term owenTangent(int argument, Term h, Term a, Term t) {
    if (argument == 0) {
      Term density = h.square().times(-0.5).exp().negative();
      Term erf = a.times(h).over(Math.sqrt(2)).apply(UnaryOp.ERF);
      return density.times(erf).over(2 * Math.sqrt(2 * Math.PI)).times(t);
    }
    Term norm = a.square().plus(1);
    return norm.times(-0.5).times(h.square()).exp().over(norm.times(2 * Math.PI)).times(t);
  }
}
