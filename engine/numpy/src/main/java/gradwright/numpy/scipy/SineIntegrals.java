package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.types.DType;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.List;

/// The sine and cosine integrals and Fresnel's integrals of real arrays, by the rational approximations of Cephes (`sici`,
/// `fresnl`).
final class SineIntegrals {
  private SineIntegrals() {}

  private static final double EULER = 0.5772156649015329;
  private static final double[] SN = {
    -8.391678279103039e-11,
    4.625917144270128e-08,
    -9.757593038436328e-06,
    0.0009769454381704354,
    -0.04134703162294066,
    1.0
  };
  private static final double[] SD = {
    2.0326926619595193e-12,
    1.279978911799433e-09,
    4.418278428012189e-07,
    9.964121220438756e-05,
    0.01420852393261499,
    1.0
  };
  private static final double[] CN = {
    2.0252400238910228e-11,
    -1.3524950491579076e-08,
    3.593250514199931e-06,
    -0.0004740072068734079,
    0.028915965260755523,
    -1.0
  };
  private static final double[] CD = {
    4.077460400618806e-12,
    3.067809975818878e-09,
    1.2321035568588342e-06,
    0.00031744202477503275,
    0.051002805623644606,
    4.0
  };
  private static final double[] FN4 = {
    4.236128628922166,
    5.4593771716181285,
    1.6208328770153833,
    0.16700661183132304,
    0.006810201324725182,
    0.00010893658065032867,
    5.489002234213736e-07
  };
  private static final double[] FD4 = {
    1.0,
    8.16496634205391,
    7.308288225055645,
    1.867922579501842,
    0.1787920529631499,
    0.007017106683227897,
    0.00011003435715391573,
    5.489002527562557e-07
  };
  private static final double[] GN4 = {
    0.08710016989731142,
    0.6113791099522193,
    0.3971802963923375,
    0.07485277376284691,
    0.005388686814621773,
    0.00016199979459893403,
    1.9796387414096365e-06,
    7.825790407440903e-09
  };
  private static final double[] GD4 = {
    1.0,
    1.6440220241335535,
    0.666296701268988,
    0.09887717612776888,
    0.006223963454417684,
    0.0001732210814741771,
    2.0265918208634397e-06,
    7.825792189335346e-09
  };
  private static final double[] FN8 = {
    0.4558808734704653,
    0.7137152741001467,
    0.16030015822231947,
    0.01160642294081244,
    0.00034955644244785906,
    4.8621543082645475e-06,
    3.200927900910049e-08,
    9.41779576128513e-11,
    9.70507110881952e-14
  };
  private static final double[] FD8 = {
    1.0,
    0.9174636118736841,
    0.17868554533207454,
    0.012225359477197129,
    0.00035869648188185157,
    4.924350643178815e-06,
    3.21956939101046e-08,
    9.437205903502767e-11,
    9.70507110881952e-14
  };
  private static final double[] GN8 = {
    0.6973599534432762,
    0.33041097930563207,
    0.03848787676499743,
    0.001717182390523479,
    3.4894116550227946e-05,
    3.471311670841167e-07,
    1.7040445278204452e-09,
    3.859459254302766e-12,
    3.1404009894636335e-15
  };
  private static final double[] GD8 = {
    1.0,
    1.6854889881101165,
    0.48785225869530496,
    0.04679131942596258,
    0.0019028442667439953,
    3.684755044425611e-05,
    3.5704322344374083e-07,
    1.7269374896631615e-09,
    3.878301660239547e-12,
    3.1404009894636335e-15
  };

  private static final DerivedPair SICI =
      new DerivedPair(
          "sici",
          "sici_jvp",
          in -> NamedJit.call("sici", null, in, x -> siciBody(x.getFirst())),
          in -> {
            Term x = Term.of(Promote.inexact(in.getFirst()));
            return List.of(Elementary.sinc(x.over(Math.PI).value()), x.cos().over(x).value());
          });

  /// Si(x), the integral of sin(t) / t from 0 to x, and Ci(x), minus that of cos(t) / t above x.
  static List<Value> sici(Value x) {
    return SICI.call(x);
  }

  private static List<Value> siciBody(Value given) {
    Value promoted = Promote.argsInexact("sici", given).getFirst();
    if (promoted.dtype().isComplex()) {
      throw JaxError.value("Argument `x` to sici must be real-valued. Got dtype " + promoted.dtype().jaxName() + ".");
    }
    Term signed = Term.of(promoted);
    Term x = signed.abs();
    Term t = x.times(x);
    Term zero = x.eq(0);
    Term siNear = x.times(t.polynomial(SN)).over(t.polynomial(SD));
    siNear = zero.choose(x.number(0), siNear);
    Term ciNear = x.log().plus(EULER).plus(t.times(t.polynomial(CN)).over(t.polynomial(CD)));
    ciNear = zero.choose(x.number(Double.NEGATIVE_INFINITY), ciNear);
    Term s = x.sin();
    Term c = x.cos();
    Term z = t.under(1);
    Term middle = x.lt(8);
    Term f =
        middle.choose(
            z.polynomial(FN4).over(x.times(z.polynomial(FD4))), z.polynomial(FN8).over(x.times(z.polynomial(FD8))));
    Term g =
        middle.choose(
            z.times(z.polynomial(GN4)).over(z.polynomial(GD4)), z.times(z.polynomial(GN8)).over(z.polynomial(GD8)));
    Term siFar = f.times(c).from(Math.PI / 2).minus(g.times(s));
    Term ciFar = f.times(s).minus(g.times(c));
    Term infinite = Term.of(Classify.isposinf(x.value()));
    Term siLast = infinite.choose(x.number(Math.PI / 2), c.over(x).from(Math.PI / 2));
    Term ciLast = infinite.choose(x.number(0), s.over(x));
    Term near = x.le(4);
    Term far = x.le(1e9);
    Term si = signed.sign().times(near.choose(siNear, far.choose(siFar, siLast)));
    Term ci = near.choose(ciNear, far.choose(ciFar, ciLast));
    return List.of(si.value(), ci.value());
  }

  private static final double[] S_SINGLE = {
    1.6476294637887e-09,
    -1.522754752581096e-07,
    8.4247488085024e-06,
    -0.0003120693124703272,
    0.007244727626597022,
    -0.09228055941124598,
    0.5235987735681432
  };
  private static final double[] C_SINGLE = {
    1.416802502367354e-08,
    -1.157231412229871e-06,
    5.387223446683264e-05,
    -0.001604381798862293,
    0.02818489036795073,
    -0.2467398198317899,
    0.9999999760004487
  };
  private static final double[] F_SINGLE = {
    -1903009855649.792,
    135594238805.0252,
    -4158143148.511033,
    73438484.63587323,
    -873235.6681548485,
    8560.51546627547,
    -103.2877601091159,
    2.999401847870011
  };
  private static final double[] G_SINGLE = {
    -186084399762.465,
    12783506733.93208,
    -377938771.3202229,
    6492611.570598858,
    -77877.89623358162,
    860.2931494734327,
    -14.93439396592284,
    0.9999841934744914
  };
  private static final double[] S_TOP = {
    -2991.8191940101983,
    708840.0452577386,
    -62974148.62058625,
    2548908805.7337637,
    -44297951805.96978,
    318016297876.5678
  };
  private static final double[] S_BOTTOM = {
    1.0,
    281.3762688899943,
    45584.78108065326,
    5173438.887700964,
    419320245.8981112,
    22441179564.534092,
    607366389490.0846
  };
  private static final double[] C_TOP = {
    -4.9884311457357354e-08,
    9.504280628298596e-06,
    -0.0006451914356839651,
    0.018884331939670384,
    -0.20552590095501388,
    1.0
  };
  private static final double[] C_BOTTOM = {
    3.99982968972496e-12,
    9.154392157746574e-10,
    1.2500186247959882e-07,
    1.2226278902417902e-05,
    0.0008680295429417843,
    0.04121420907221998,
    1.0
  };
  private static final double[] F_TOP = {
    0.4215435550436775,
    0.1434079197807589,
    0.011522095507358577,
    0.000345017939782574,
    4.6361374928786735e-06,
    3.055689837902576e-08,
    1.0230451416490724e-10,
    1.7201074326816183e-13,
    1.3428327623306275e-16,
    3.763297112699879e-20
  };
  private static final double[] F_BOTTOM = {
    1.0,
    0.7515863983533789,
    0.11688892585919138,
    0.0064405152650885865,
    0.00015593440916415301,
    1.8462756734893055e-06,
    1.1269922476399903e-08,
    3.6014002958937136e-11,
    5.887545336215784e-14,
    4.5200143407412973e-17,
    1.2544323709001127e-20
  };
  private static final double[] G_TOP = {
    0.5044420736433832,
    0.1971028335255234,
    0.018764858409257526,
    0.0006840793809153931,
    1.1513882611188428e-05,
    9.828524436884223e-08,
    4.4534441586175015e-10,
    1.0826804113902088e-12,
    1.375554606332618e-15,
    8.363544356306774e-19,
    1.8695871016278324e-22
  };
  private static final double[] G_BOTTOM = {
    1.0,
    1.4749575992512833,
    0.33774898912002,
    0.02536037414203388,
    0.0008146791071843061,
    1.2754507566772912e-05,
    1.0431458965757199e-07,
    4.6068072814652043e-10,
    1.1027321506624028e-12,
    1.3879653125957886e-15,
    8.391588162831187e-19,
    1.8695871016278324e-22
  };

  private static final DerivedPair FRESNEL =
      new DerivedPair(
          "fresnel",
          "_fresnel_jvp",
          in -> fresnelBody(in.getFirst()),
          in -> {
            Turn turn = Turn.of(Term.of(in.getFirst()));
            return List.of(turn.sine.value(), turn.cosine.value());
          });

  /// Fresnel's integrals of sin(pi t^2 / 2) and cos(pi t^2 / 2) from 0 to x.
  static List<Value> fresnel(Value x) {
    return FRESNEL.call(x);
  }

  /// sin(pi x^2 / 2) and cos(pi x^2 / 2), exact for large x.
  private record Turn(Term sine, Term cosine) {
    static Turn of(Term given) {
      Term x = given.abs();
      Term s = modulo2(x);
      Term r = modulo2(s.times(x.minus(s.over(2))));
      Term late = r.gt(1.5).choose(angle(r, 2).sin(), angle(r, 1).sin().negative());
      Term sine = r.lt(0.5).choose(r.times(Math.PI).sin(), late);
      Term turned = r.lt(1).choose(angle(r, 0.5).sin().negative(), angle(r, 1.5).sin());
      return new Turn(sine, r.eq(0.5).choose(r.number(0), turned));
    }

    private static Term modulo2(Term x) {
      return Term.of(Arithmetic.fmod(x.value(), x.number(2).value()));
    }

    private static Term angle(Term r, double shift) {
      return r.minus(shift).times(Math.PI);
    }
  }

  private static List<Value> fresnelBody(Value given) {
    Value promoted = Promote.argsInexact("fresnel", given).getFirst();
    DType original = promoted.dtype();
    if (original.isComplex()) {
      throw JaxError.notImplemented("Support for complex-valued inputs is not implemented yet.");
    }
    boolean twice = original == DType.FLOAT64;
    Term signed = Term.of(promoted).as(twice ? original : DType.FLOAT32);
    Term x = signed.abs();
    Term x2 = x.times(x);
    Term t = x2.times(x2);
    Term sNear = x.times(x2).times(t.polynomial(twice ? S_TOP : S_SINGLE));
    Term cNear = x.times(t.polynomial(twice ? C_TOP : C_SINGLE));
    Turn turn = Turn.of(x);
    Term sFar = x.number(0.5);
    Term cFar = x.number(0.5);
    Term angle = x2.times(Math.PI);
    Term u = angle.times(angle).under(1);
    Term f = u.times(u.polynomial(twice ? F_TOP : F_SINGLE));
    Term g = angle.under(1).times(u.polynomial(twice ? G_TOP : G_SINGLE));
    if (twice) {
      sNear = sNear.over(t.polynomial(S_BOTTOM));
      cNear = cNear.over(t.polynomial(C_BOTTOM));
      Term inverse = x.times(Math.PI).under(1);
      sFar = inverse.times(turn.cosine).from(0.5);
      cFar = inverse.times(turn.sine).plus(0.5);
      f = f.over(u.polynomial(F_BOTTOM));
      g = g.over(u.polynomial(G_BOTTOM));
    }
    f = f.from(1);
    Term scale = x.times(Math.PI);
    Term cMiddle = f.times(turn.sine).minus(g.times(turn.cosine)).over(scale).plus(0.5);
    Term sMiddle = f.times(turn.cosine).plus(g.times(turn.sine)).over(scale).from(0.5);
    Term infinite = Term.of(Classify.isinf(signed.value()));
    Term near = x2.lt(2.5625);
    Term far = x.gt(36974.0);
    Term half = x.number(0.5);
    Term s = infinite.choose(half, near.choose(sNear, far.choose(sFar, sMiddle)));
    Term c = infinite.choose(half, near.choose(cNear, far.choose(cFar, cMiddle)));
    Term negative = signed.lt(0);
    s = negative.choose(s.negative(), s);
    c = negative.choose(c.negative(), c);
    return List.of(s.as(original).value(), c.as(original).value());
  }
}
