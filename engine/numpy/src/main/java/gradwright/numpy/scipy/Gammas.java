package gradwright.numpy.scipy;

import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.exp;
import static gradwright.core.lax.Lax.lgamma;
import static gradwright.core.lax.Lax.like;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.sub;
import static gradwright.numpy.Promote.integer;
import static gradwright.numpy.Promote.number;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Comparison;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Selection;
import java.util.List;

/// The gamma function and its relatives, of real arrays. Integers become floats.
public final class Gammas {
  private Gammas() {}

  static Value one(String name, UnaryOp op, Value x) {
    return Lax.unary(op, Promote.argsInexact(name, x).getFirst());
  }

  static Value two(String name, BinaryOp op, Value x, Value y) {
    List<Value> p = Promote.argsInexact(name, x, y);
    return Lax.binary(op, p.get(0), p.get(1));
  }

  /// log |gamma(x)|.
  public static Value gammaln(Value x) {
    return one("gammaln", UnaryOp.LGAMMA, x);
  }

  /// The sign of gamma(x): 1 or -1, NaN at the negative integers.
  public static Value gammasgn(Value x) {
    return NamedJit.call1("gammasgn", null, List.of(x), in -> List.of(sign(in.getFirst())));
  }

  private static Value sign(Value given) {
    Value x = Entropies.real("gammasgn", Promote.argsInexact("gammasgn", given)).getFirst();
    Value floor = Lax.unary(UnaryOp.FLOOR, x);
    Value negative = Lax.lt(x, like(x, 0));
    Value pole = Lax.and(negative, Lax.eq(x, floor));
    Value undefined = Lax.or(pole, Classify.isnan(x));
    Value odd = Comparison.notEqual(Arithmetic.remainder(floor, integer(2)), integer(0));
    Value oddBelow = Lax.and(negative, odd);
    Value atZero = Lax.eq(x, like(x, 0));
    Value minus = Lax.or(oddBelow, Lax.and(atZero, Classify.signbit(x)));
    return Selection.select(List.of(undefined, minus), List.of(like(x, Double.NaN), like(x, -1)), like(x, 1));
  }

  /// The gamma function.
  public static Value gamma(Value x) {
    Value a = Promote.argsInexact("gamma", x).getFirst();
    if (a.dtype().isComplex()) {
      return ComplexGammas.gamma(a);
    }
    Value sign = gammasgn(a);
    return mul(sign, exp(lgamma(a)));
  }

  /// log(gamma(x)) of positive numbers; NaN elsewhere.
  public static Value loggamma(Value x) {
    Value a = Promote.argsInexact("loggamma", x).getFirst();
    if (a.dtype().isComplex()) {
      return ComplexGammas.loggamma(a);
    }
    Value r = lgamma(a);
    return Selection.where(Comparison.greater(a, integer(0)), r, number(Double.NaN));
  }

  /// n!, by the gamma function; 0 below 0.
  public static Value factorial(Value n, boolean exact) {
    if (exact) {
      throw JaxError.notImplemented("factorial with exact=True");
    }
    Value a = Promote.argsInexact("factorial", n).getFirst();
    Value below = Comparison.less(a, integer(0));
    return Selection.where(below, integer(0), exp(lgamma(Arithmetic.add(a, integer(1)))));
  }

  /// The number of ways to choose k of n things.
  public static Value comb(Value n, Value k, boolean repetition) {
    List<Value> p = Promote.argsInexact("comb", n, k);
    Value a = p.get(0);
    Value b = p.get(1);
    if (repetition) {
      Value none = Lax.and(Comparison.equal(b, integer(0)), Comparison.greaterEqual(a, integer(0)));
      Value r = comb(Arithmetic.subtract(Arithmetic.add(a, b), integer(1)), b, false);
      return Selection.where(none, number(1), r);
    }
    Value ok = Comparison.lessEqual(b, a);
    ok = Lax.and(ok, Comparison.greaterEqual(a, integer(0)));
    ok = Lax.and(ok, Comparison.greaterEqual(b, integer(0)));
    a = Selection.where(ok, a, number(0));
    b = Selection.where(ok, b, number(0));
    Value r = sub(factorialLog(a), factorialLog(b));
    r = sub(r, gammaln(Arithmetic.subtract(Arithmetic.add(a, integer(1)), b)));
    return Selection.where(ok, exp(r), number(0));
  }

  private static Value factorialLog(Value n) {
    return gammaln(Arithmetic.add(n, integer(1)));
  }

  /// log of the beta function, by cdflib's `betaln`: accurate for large arguments too.
  public static Value betaln(Value a, Value b) {
    List<Value> given = Promote.argsInexact("betaln", a, b);
    Value lo = Arithmetic.minimum(given.get(0), given.get(1));
    Value hi = Arithmetic.maximum(given.get(0), given.get(1));
    Value small = Lax.add(lgamma(lo), sub(lgamma(hi), lgamma(Lax.add(lo, hi))));
    Value large = Lax.add(lgamma(lo), logGammaRatio(lo, hi));
    return Selection.where(Comparison.less(hi, integer(8)), small, large);
  }

  private static final double[] STIRLING = {
    0.833333333333333e-01,
    -0.277777777760991e-02,
    0.793650666825390e-03,
    -0.595202931351870e-03,
    0.837308034031215e-03,
    -0.165322962780713e-02
  };

  /// log(gamma(b) / gamma(a + b)) for b >= 8 and a <= b (cdflib's `algdiv`).
  private static Value logGammaRatio(Value a, Value b) {
    Value h = div(a, b);
    Value c = div(h, Arithmetic.add(integer(1), h));
    Value x = div(h, Arithmetic.add(integer(1), h));
    Value d = Lax.add(b, Arithmetic.subtract(a, number(0.5)));
    Value xx = mul(x, x);
    Value[] s = new Value[6];
    s[1] = Arithmetic.add(number(1), Lax.add(x, xx));
    for (int i = 2; i < 6; i++) {
      s[i] = Arithmetic.add(number(1), Lax.add(x, mul(xx, s[i - 1])));
    }
    Value t = Lax.integerPow(Arithmetic.trueDivide(number(1), b), 2);
    Value w = mul(Arithmetic.multiply(number(STIRLING[5]), s[5]), t);
    for (int i = 4; i > 0; i--) {
      w = mul(Lax.add(w, Arithmetic.multiply(number(STIRLING[i]), s[i])), t);
    }
    w = Arithmetic.add(w, number(STIRLING[0]));
    w = mul(w, div(c, b));
    Value u = mul(d, Lax.log1p(div(a, b)));
    Value v = mul(a, Arithmetic.subtract(log(b), number(1)));
    return Selection.where(Lax.le(u, v), sub(sub(w, v), u), sub(sub(w, u), v));
  }

  /// The beta function.
  public static Value beta(Value a, Value b) {
    List<Value> p = Entropies.real("beta", Promote.argsInexact("beta", a, b));
    Value x = p.get(0);
    Value y = p.get(1);
    Value sign = mul(gammasgn(x), gammasgn(y));
    sign = mul(sign, gammasgn(Lax.add(x, y)));
    return mul(sign, exp(betaln(x, y)));
  }

  /// The regularised incomplete beta integral.
  public static Value betainc(Value a, Value b, Value x) {
    List<Value> p = Entropies.real("betainc", Promote.argsInexact("betainc", a, b, x));
    return Lax.bind1(new Elementwise.RegularizedIncompleteBeta(), p.get(0), p.get(1), p.get(2));
  }

  /// log of the multivariate gamma function of order d.
  public static Value multigammaln(Value a, int d) {
    Value x = Promote.argsInexact("multigammaln", a, integer(d)).getFirst();
    Value order = like(x, d);
    Value constant = mul(mul(like(x, 0.25), order), sub(order, like(x, 1)));
    constant = mul(constant, log(like(x, Math.PI)));
    Value b = div(Lax.iota(x.dtype(), Shape.of(d), 0), like(x, 2));
    Value parts = sub(Lax.expandDims(x, Ints.of(x.rank())), Lax.expandDims(b, Ints.range(0, x.rank())));
    return Lax.add(Reductions.sum(gammaln(parts), -1), constant);
  }

  /// gamma(z + m) / gamma(z).
  public static Value poch(Value z, Value m) {
    return POCH.call(z, m);
  }

  private static final Derived POCH =
      new Derived("poch", "jvp", in -> List.of(pochBody(in.get(0), in.get(1))), Gammas::pochTangent);

  private static Value pochBody(Value z, Value m) {
    List<Value> p = Promote.argsInexact("poch", z, m);
    if (p.getFirst().dtype().isComplex()) {
      throw JaxError.value("jnp.poch does not support complex-valued inputs.");
    }
    Value none = Comparison.equal(p.get(1), number(0));
    return Selection.where(none, like(p.get(0), 1), div(gamma(Lax.add(p.get(0), p.get(1))), gamma(p.get(0))));
  }

  private static Value pochTangent(int i, List<Value> p, Value out, Value t) {
    Value above = one("digamma", UnaryOp.DIGAMMA, Arithmetic.add(p.get(0), p.get(1)));
    Value slope = i == 0 ? Arithmetic.subtract(above, one("digamma", UnaryOp.DIGAMMA, p.get(0))) : above;
    return Arithmetic.multiply(Arithmetic.multiply(slope, out), t);
  }

  /// The derivative of order n of digamma.
  public static Value polygamma(Value n, Value x) {
    if (!n.dtype().isInteger()) {
      throw JaxError.value("Argument `n` to polygamma must be of integer type. Got dtype " + n.dtype().jaxName() + ".");
    }
    List<Value> p = Entropies.real("polygamma", Promote.argsInexact("polygamma", n, x));
    return Lax.binary(BinaryOp.POLYGAMMA, p.get(0), p.get(1));
  }

  private static final double[] BERNOULLI = {
    12,
    -720,
    30240,
    -1209600,
    47900160,
    -1307674368000d / 691,
    74724249600d,
    -10670622842880000d / 3617,
    5109094217170944000d / 43867,
    -802857662698291200000d / 174611,
    14101100039391805440000d / 77683,
    -1693824136731743669452800000d / 236364091,
    186134520519971831808000000d / 657931,
    -37893265687455865519472640000000d / 3392780147d,
    759790291646040068357842010112000000d / 1723168255201d,
    -134196726836183700385281186201600000000d / 7709321041217d
  };

  private static final Derived ZETA =
      new Derived(
          "zeta",
          "jvp",
          in -> List.of(two("zeta", BinaryOp.ZETA, in.get(0), in.get(1))),
          (i, p, out, t) -> zetaTangent(i, p, t));

  /// Hurwitz's zeta function: the sum of (q + k)^-x over k >= 0.
  public static Value zeta(Value x, Value q) {
    if (q == null) {
      throw JaxError.notImplemented(
          "Riemann zeta function not implemented; pass q != None to compute the Hurwitz Zeta function.");
    }
    return ZETA.call(x, q);
  }

  /// The derivative of the Euler-Maclaurin expansion by x, or -x zeta(x + 1, q) by q.
  private static Value zetaTangent(int i, List<Value> given, Value t) {
    List<Value> p = Promote.argsInexact("zeta", given.get(0), given.get(1));
    Value s = p.get(0);
    Value a = p.get(1);
    if (i == 1) {
      Value next = two("zeta", BinaryOp.ZETA, Lax.add(s, like(s, 1)), a);
      return Arithmetic.multiply(t, mul(Lax.neg(s), next));
    }
    return Arithmetic.multiply(t, zetaSlope(s, a));
  }

  private static Value zetaSlope(Value s, Value a) {
    int n = s.dtype() == DType.FLOAT64 ? 16 : 8;
    Value sum = null;
    for (int k = 0; k < n; k++) {
      Value log = log(Lax.add(a, like(a, k)));
      Value term = Lax.neg(mul(log, exp(Lax.neg(mul(s, log)))));
      sum = sum == null ? term : Lax.add(sum, term);
    }
    Value end = Lax.add(a, like(a, n));
    Value log = log(end);
    Value power = exp(Lax.neg(mul(s, log)));
    Value less = sub(s, like(s, 1));
    Value integral = div(mul(power, end), less);
    sum = sub(sum, mul(integral, Lax.add(log, div(like(s, 1), less))));
    // Each correction is (s (s + 1) ... (s + 2 m)) / end^(2 m + 1) / b; its logarithmic slope is the sum of 1 / (s +
    // j).
    Value product = div(s, end);
    Value logSlope = div(like(s, 1), s);
    Value corrections = like(s, 0.5);
    Value slopes = null;
    for (int m = 0; m < n; m++) {
      Value term = div(product, like(s, BERNOULLI[m]));
      corrections = Lax.add(corrections, term);
      Value slope = mul(term, logSlope);
      slopes = slopes == null ? slope : Lax.add(slopes, slope);
      for (int j = 2 * m + 1; j <= 2 * m + 2; j++) {
        Value factor = Lax.add(s, like(s, j));
        product = mul(product, div(factor, end));
        logSlope = Lax.add(logSlope, div(like(s, 1), factor));
      }
    }
    return Lax.add(sum, mul(power, sub(slopes, mul(log, corrections))));
  }
}
