package gradwright.cpu.math;

import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// The error function, its complement and its inverse. Bodies only; [Functions] wraps them.
final class ErrorFunctions {
  private ErrorFunctions() {}

  /// The error function.
  static Value erf(Real r, Value x) {
    Value a = r.abs(x);
    if (r.wide()) {
      Value near = r.fma(x, r.horner(r.mul(x, x), Polynomials.ERF), x);
      Value far = r.copySign(r.sub(1, erfc(r, a)), x);
      return r.select(r.lt(a, 1), near, far);
    }
    Value near = r.fma(x, r.horner(r.mul(x, x), Polynomials.ERF_F32), x);
    Value exponent = r.horner(r.clamp(0, a, 4), Polynomials.LOG_ERFC_F32);
    Value far = r.copySign(r.sub(1, Exponentials.exp(r, exponent, 0)), x);
    return r.select(r.lt(a, 0.93), near, far);
  }

  /// `1 - erf(x)` without cancellation, for doubles: `exp(-x^2)` times a polynomial in a Moebius transform of `x`.
  static Value erfc(Real r, Value x) {
    Value a = r.clamp(0, r.abs(x), 28);
    Value t = r.div(r.sub(a, 4), r.add(a, 4));
    Value q = r.horner(t, Polynomials.ERFCX);
    Value scaled = r.div(q, r.fma(a, 2, r.c(1)));
    Real.Pair square = r.twoProduct(a, a);
    int shift = 64; // keeps the exponential normal where the result is subnormal
    Value e = Exponentials.exp(r, r.neg(square.high()), r.neg(square.low()), shift);
    Value tail = r.mul(r.mul(e, scaled), 0x1p-64);
    return r.select(r.signBit(x), r.sub(2, tail), tail);
  }

  // numerator and denominator of XLA's log1p near 0
  private static final double[] LOG1P_NUMERATOR = {
      4.5270000862445199635215E-5, 4.9854102823193375972212E-1, 6.5787325942061044846969E0, 2.9911919328553073277375E1,
      6.0949667980987787057556E1, 5.7112963590585538103336E1, 2.0039553499201281259648E1};
  private static final double[] LOG1P_DENOMINATOR = {
      1, 1.5062909083469192043167E1, 8.3047565967967209469434E1, 2.2176239823732856465394E2, 3.0909872225312059774938E2,
      2.1642788614495947685003E2, 6.0118660497603843919306E1};
  // M. Giles, "Approximating the erfinv function": single and double precision
  private static final double[] CENTRAL_F32 = {
      2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
      0.246640727, 1.50140941};
  private static final double[] TAIL_F32 = {
      -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
      1.00167406, 2.83297682};
  private static final double[] CENTRAL = {
      -3.6444120640178196996e-21, -1.685059138182016589e-19, 1.2858480715256400167e-18, 1.115787767802518096e-17,
      -1.333171662854620906e-16, 2.0972767875968561637e-17, 6.6376381343583238325e-15, -4.0545662729752068639e-14,
      -8.1519341976054721522e-14, 2.6335093153082322977e-12, -1.2975133253453532498e-11, -5.4154120542946279317e-11,
      1.051212273321532285e-09, -4.1126339803469836976e-09, -2.9070369957882005086e-08, 4.2347877827932403518e-07,
      -1.3654692000834678645e-06, -1.3882523362786468719e-05, 0.0001867342080340571352, -0.00074070253416626697512,
      -0.0060336708714301490533, 0.24015818242558961693, 1.6536545626831027356};
  private static final double[] MIDDLE = {
      2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07, 1.8239629214389227755e-08,
      1.5027403968909827627e-06, -4.013867526981545969e-06, 2.9234449089955446044e-06, 1.2475304481671778723e-05,
      -4.7318229009055733981e-05, 6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
      0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066, -0.0037512085075692412107,
      0.005370914553590063617, 1.0052589676941592334, 3.0838856104922207635};
  private static final double[] TAIL = {
      -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09, -3.7894654401267369937e-09,
      7.6157012080783393804e-09, -1.4960026627149240478e-08, 2.9147953450901080826e-08, -6.7711997758452339498e-08,
      2.2900482228026654717e-07, -9.9298272942317002539e-07, 4.5260625972231537039e-06, -1.9681778105531670567e-05,
      7.5995277030017761139e-05, -0.00021503011930044477347, -0.00013871931833623122026, 1.0103004648645343977,
      4.8499064014085844221};

  /// The inverse of the error function; infinite at -1 and 1, NaN beyond.
  static Value erfInv(Real r, Value x) {
    return r.wide() ? erfInv64(r, x) : erfInv32(r, x);
  }

  /// Step by step as XLA computes it, so that normal deviates drawn from the same bits agree to the last places.
  private static Value erfInv32(Real r, Value x) {
    Value w = r.neg(xlaLog1p(r, r.neg(r.mul(x, x))));
    Value central = r.lt(w, 5);
    Value t = r.select(central, r.sub(w, 2.5), r.sub(r.f().sqrt(w), 3));
    Value p = r.select(central, r.c(CENTRAL_F32[0]), r.c(TAIL_F32[0]));
    for (int k = 1; k < CENTRAL_F32.length; k++) {
      p = r.fma(p, t, r.select(central, r.c(CENTRAL_F32[k]), r.c(TAIL_F32[k])));
    }
    Value infinite = r.mul(x, Double.POSITIVE_INFINITY);
    return r.select(r.eq(r.abs(x), 1), infinite, r.mul(p, x));
  }

  private static Value xlaLog1p(Real r, Value x) {
    Value square = r.mul(x, x);
    Value cube = r.mul(square, x);
    Value quotient = r.div(r.horner(x, LOG1P_NUMERATOR), r.horner(x, LOG1P_DENOMINATOR));
    Value near = r.add(x, r.sub(r.mul(cube, quotient), r.mul(square, 0.5)));
    Real d = r.doubled();
    Value shifted = r.f().convert("fpext", r.add(x, 1), Scalar.F64);
    Value far = r.f().convert("fptrunc", Exponentials.log(d, shifted), Scalar.F32);
    return r.select(r.lt(r.abs(x), (float) (Math.sqrt(2) - 1)), near, far);
  }

  private static Value erfInv64(Real r, Value x) {
    Real.Pair square = r.twoProduct(x, x);
    Value u = r.sub(1, square.high());
    Value lost = r.sub(r.sub(r.sub(1, u), square.high()), square.low());
    Value logarithm = Exponentials.logOfSum(r, u, lost);
    Value w = r.neg(logarithm);
    Value root = r.f().sqrt(w);
    Value p = r.horner(r.sub(w, 3.125), CENTRAL);
    p = r.select(r.lt(w, 6.25), p, r.horner(r.sub(root, 3.25), MIDDLE));
    p = r.select(r.lt(w, 16), p, r.horner(r.sub(root, 5), TAIL));
    Value a = r.abs(x);
    Value limits = r.select(r.eq(a, 1), r.mul(x, Double.POSITIVE_INFINITY), r.c(Double.NaN));
    return r.select(r.lt(a, 1), r.mul(p, x), limits);
  }
}
