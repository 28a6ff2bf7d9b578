package gradwright.cpu.math;

import gradwright.cpu.ir.Value;

/// Single-precision functions step by step as XLA computes them on the CPU, so that results agree with JAX's to the last
/// bit: the Cephes polynomials of `exp` and `log` (S. Moshier), rational forms of `tanh`, `log1p` and `erf`, and M. Giles'
/// `erf_inv`. Where XLA flushes subnormal numbers to zero, these do not.
final class SingleFunctions {
  private static final double[] EXP = {
    1.9875691500E-4, 1.3981999507E-3, 8.3334519073E-3, 4.1665795894E-2, 1.6666665459E-1, 5.0000001201E-1
  };
  private static final double[] LOG = {
    7.0376836292E-2,
    -1.1514610310E-1,
    1.1676998740E-1,
    -1.2420140846E-1,
    1.4249322787E-1,
    -1.6668057665E-1,
    2.0000714765E-1,
    -2.4999993993E-1,
    3.3333331174E-1
  };
  private static final double[] LOG1P_NUMERATOR = {
    4.5270000862445199635215E-5,
    4.9854102823193375972212E-1,
    6.5787325942061044846969E0,
    2.9911919328553073277375E1,
    6.0949667980987787057556E1,
    5.7112963590585538103336E1,
    2.0039553499201281259648E1
  };
  private static final double[] LOG1P_DENOMINATOR = {
    1,
    1.5062909083469192043167E1,
    8.3047565967967209469434E1,
    2.2176239823732856465394E2,
    3.0909872225312059774938E2,
    2.1642788614495947685003E2,
    6.0118660497603843919306E1
  };
  private static final double[] TANH_NUMERATOR = {
    -2.76076847742355e-16,
    2.00018790482477e-13,
    -8.60467152213735e-11,
    5.12229709037114e-08,
    1.48572235717979e-05,
    6.37261928875436e-04,
    4.89352455891786e-03
  };
  private static final double[] TANH_DENOMINATOR = {
    1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03
  };
  private static final double[] ERF_NUMERATOR = {
    0.00022905065861350646, 0.0034082910107109506, 0.050955695062380861, 0.18520832239976145, 1.128379143519084
  };
  private static final double[] ERF_DENOMINATOR = {
    -1.1791602954361697e-7,
    0.000023547966471313185,
    0.0010179625278914885,
    0.014070470171167667,
    0.11098505178285362,
    0.49746925110067538,
    1.0
  };
  private static final double[] ERF_INV_CENTRE = {
    2.81022636e-08,
    3.43273939e-07,
    -3.5233877e-06,
    -4.39150654e-06,
    0.00021858087,
    -0.00125372503,
    -0.00417768164,
    0.246640727,
    1.50140941
  };
  private static final double[] ERF_INV_TAIL = {
    -0.000200214257,
    0.000100950558,
    0.00134934322,
    -0.00367342844,
    0.00573950773,
    -0.0076224613,
    0.00943887047,
    1.00167406,
    2.83297682
  };

  private SingleFunctions() {}

  static Value exp(Real r, Value x) {
    Value held = r.clamp(-104.5, x, 89.5);
    Value whole = r.f().floor(r.fma(held, 1.44269504088896341, r.c(0.5)));
    Value n = r.select(r.gt(whole, 127), r.c(127), whole);
    Value rest = r.fma(n, -0.693359375, held);
    rest = r.fma(n, 2.12194440e-4, rest);
    Value y = r.add(r.fma(r.horner(rest, EXP), r.mul(rest, rest), rest), 1);
    Value scaled = r.f().scale(y, n);
    if (scaled != null) {
      return scaled;
    }
    // in two steps, so that subnormal results round once
    Value k = r.f().sub(r.bits(r.add(n, r.magic())), r.i(r.magicBits()));
    Value half = r.f().ashr(k, 1);
    return r.mul(r.mul(y, r.powerOfTwo(half)), r.powerOfTwo(r.f().sub(k, half)));
  }

  static Value log(Real r, Value x) {
    Value tiny = r.lt(x, r.smallestNormal());
    Value bits = r.bits(r.select(tiny, r.mul(x, 0x1p25), x));
    Value shifted = r.f().sub(r.f().ashr(bits, 23), r.i(126));
    Value e = r.sub(r.toFloat(shifted), r.select(tiny, r.c(25), r.c(0)));
    Value m = r.fromBits(r.f().or(r.f().and(bits, r.i(0x007fffff)), r.i(0x3f000000)));
    Value low = r.lt(m, 0.707106781186547524);
    e = r.sub(e, r.select(low, r.c(1), r.c(0)));
    Value y = r.add(r.sub(m, 1), r.select(low, m, r.c(0)));
    Value x2 = r.mul(y, y);
    Value x3 = r.mul(x2, y);
    Value a = r.horner(y, LOG[0], LOG[1], LOG[2]);
    Value b = r.horner(y, LOG[3], LOG[4], LOG[5]);
    Value c = r.horner(y, LOG[6], LOG[7], LOG[8]);
    Value p = r.fma(r.fma(a, x3, b), x3, c);
    Value tail = r.fma(p, x3, r.mul(e, -2.12194440e-4));
    Value s = r.add(r.fma(x2, -0.5, y), tail);
    Value result = r.fma(e, 0.693359375, s);
    Value finite = r.select(r.eq(x, Double.POSITIVE_INFINITY), Double.POSITIVE_INFINITY, result);
    Value defined = r.select(r.ge(x, 0), finite, Double.NaN);
    return r.select(r.eq(x, 0), Double.NEGATIVE_INFINITY, defined);
  }

  static Value log1p(Real r, Value x) {
    Value x2 = r.mul(x, x);
    Value x3 = r.mul(x2, x);
    Value ratio = r.div(r.horner(x, LOG1P_NUMERATOR), r.horner(x, LOG1P_DENOMINATOR));
    Value near = r.add(x, r.sub(r.mul(x3, ratio), r.mul(x2, 0.5)));
    near = r.select(r.eq(x, 0), x, near);
    Value far = log(r, r.add(x, 1));
    return r.select(r.lt(r.abs(x), (float) (Math.sqrt(2) - 1)), near, far);
  }

  static Value tanh(Real r, Value x) {
    Value t = r.clamp(-7.99881172180175781, x, 7.99881172180175781);
    Value x2 = r.mul(t, t);
    Value quotient = r.div(r.mul(t, r.horner(x2, TANH_NUMERATOR)), r.horner(x2, TANH_DENOMINATOR));
    return r.select(r.lt(r.abs(x), 0.0004f), x, quotient);
  }

  static Value logistic(Real r, Value x) {
    return r.div(r.c(1), r.add(exp(r, r.neg(x)), 1));
  }

  static Value erf(Real r, Value x) {
    Value x2 = r.mul(x, x);
    Value quotient = r.div(r.mul(x, r.horner(x2, ERF_NUMERATOR)), r.horner(x2, ERF_DENOMINATOR));
    return r.select(r.gt(r.abs(x), 3.832506856900711f), r.copySign(r.c(1), x), quotient);
  }

  static Value erfInv(Real r, Value x) {
    Value w = r.neg(log1p(r, r.neg(r.mul(x, x))));
    Value centre = r.lt(w, 5);
    Value t = r.select(centre, r.sub(w, 2.5), r.sub(r.f().sqrt(w), 3));
    Value p = r.select(centre, r.c(ERF_INV_CENTRE[0]), r.c(ERF_INV_TAIL[0]));
    for (int k = 1; k < ERF_INV_CENTRE.length; k++) {
      p = r.fma(p, t, r.select(centre, r.c(ERF_INV_CENTRE[k]), r.c(ERF_INV_TAIL[k])));
    }
    Value infinite = r.mul(x, Double.POSITIVE_INFINITY);
    return r.select(r.eq(r.abs(x), 1), infinite, r.mul(p, x));
  }
}
