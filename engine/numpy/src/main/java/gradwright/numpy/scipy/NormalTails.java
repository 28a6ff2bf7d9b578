package gradwright.numpy.scipy;

import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.like;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.neg;
import static gradwright.core.lax.Lax.square;
import static gradwright.core.lax.Lax.sub;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Creation;
import gradwright.numpy.Polynomials;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import java.util.Arrays;
import java.util.List;

/// The standard normal distribution function, its inverse and its logarithm, for float32 and float64. The inverse is the
/// rational approximation of Cephes (`ndtri`); the logarithm far below the mean is the asymptotic series of erfc.
public final class NormalTails {
  private NormalTails() {}

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double EXP_MINUS_2 = Math.exp(-2);

  private static void checkFloat(Value x, String message) {
    if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
      throw JaxError.type(message);
    }
  }

  private static String unsupported(Value x) {
    return "x.dtype=" + x.dtype().jaxName() + " is not supported, see docstring for supported types.";
  }

  /// The probability of a standard normal number below x.
  public static Value ndtr(Value x) {
    checkFloat(x, unsupported(x));
    return distribution(x);
  }

  private static Value distribution(Value x) {
    HostScalar half = like(x, x.dtype() == DType.FLOAT32 ? 0.5f * (float) Math.sqrt(2) : 0.5 * Math.sqrt(2));
    Value w = mul(x, half);
    Value z = Lax.abs(w);
    Value central = Lax.lt(z, half);
    Value near = add(like(w, 1), Lax.unary(UnaryOp.ERF, w));
    Value above = Lax.gt(w, like(w, 0));
    // 2 - erfc and erfc are both exact where they are used.
    Value upper = sub(like(w, 2), Lax.unary(UnaryOp.ERFC, z));
    Value far = Lax.select(above, upper, Lax.unary(UnaryOp.ERFC, z));
    return mul(like(w, 0.5), Lax.select(central, near, far));
  }

  private static final double[] P0 = {
    -5.99633501014107895267e1,
    9.80010754185999661536e1,
    -5.66762857469070293439e1,
    1.39312609387279679503e1,
    -1.23916583867381258016e0
  };
  private static final double[] Q0 = {
    1.0,
    1.95448858338141759834e0,
    4.67627912898881538453e0,
    8.63602421390890590575e1,
    -2.25462687854119370527e2,
    2.00260212380060660359e2,
    -8.20372256168333339912e1,
    1.59056225126211695515e1,
    -1.18331621121330003142e0
  };
  private static final double[] P1 = {
    4.05544892305962419923e0, 3.15251094599893866154e1, 5.71628192246421288162e1, 4.40805073893200834700e1,
    1.46849561928858024014e1, 2.18663306850790267539e0, -1.40256079171354495875e-1, -3.50424626827848203418e-2,
    -8.57456785154685413611e-4
  };
  private static final double[] Q1 = {
    1.0,
    1.57799883256466749731e1,
    4.53907635128879210584e1,
    4.13172038254672030440e1,
    1.50425385692907503408e1,
    2.50464946208309415979e0,
    -1.42182922854787788574e-1,
    -3.80806407691578277194e-2,
    -9.33259480895457427372e-4
  };
  private static final double[] P2 = {
    3.23774891776946035970e0, 6.91522889068984211695e0, 3.93881025292474443415e0, 1.33303460815807542389e0,
    2.01485389549179081538e-1, 1.23716634817820021358e-2, 3.01581553508235416007e-4, 2.65806974686737550832e-6,
    6.23974539184983293730e-9
  };
  private static final double[] Q2 = {
    1.0,
    6.02427039364742014255e0,
    3.67983563856160859403e0,
    1.37702099489081330271e0,
    2.16236993594496635890e-1,
    1.34204006088543189037e-2,
    3.28014464682127739104e-4,
    2.89247864745380683936e-6,
    6.79019408009981274425e-9
  };

  private static Value polynomial(double[] coefficients, Value at) {
    List<Object> items = Arrays.stream(coefficients).<Object>mapToObj(Double::valueOf).toList();
    return Polynomials.polyval(Creation.array(items, at.dtype(), false, 0), at, 16);
  }

  /// The number below which a standard normal number falls with probability p; NaN outside [0, 1].
  public static Value ndtri(Value p) {
    checkFloat(p, unsupported(p));
    Value q = Selection.where(Lax.gt(p, like(p, -Math.expm1(-2))), sub(like(p, 1), p), p);
    Value safe = Selection.where(Lax.eq(q, like(q, 0)), Lax.fullLike(p, 0.5), q);
    Value w = sub(safe, like(p, 0.5));
    Value ww = square(w);
    Value central = add(w, mul(mul(w, ww), div(polynomial(P0, ww), polynomial(Q0, ww))));
    central = mul(central, like(p, -Math.sqrt(2 * Math.PI)));
    Value z = Lax.sqrt(mul(like(p, -2), log(safe)));
    Value first = sub(z, div(log(z), z));
    Value smallest = tail(P2, Q2, z);
    Value small = tail(P1, Q1, z);
    Value far = sub(first, smallest);
    Value near = sub(first, small);
    Value inCentre = Lax.gt(safe, like(p, EXP_MINUS_2));
    Value x = Selection.where(inCentre, central, Selection.where(Lax.ge(z, like(p, 8)), far, near));
    x = Selection.where(Lax.gt(p, like(p, 1 - EXP_MINUS_2)), x, neg(x));
    Value infinity = Lax.fullLike(p, Double.POSITIVE_INFINITY);
    Value atZero = Lax.eq(p, like(p, 0));
    Value below = neg(infinity);
    return Selection.where(atZero, below, Selection.where(Lax.eq(p, like(p, 1)), infinity, x));
  }

  private static Value tail(double[] numerator, double[] denominator, Value z) {
    Value top = polynomial(numerator, div(like(z, 1), z));
    return div(div(top, polynomial(denominator, div(like(z, 1), z))), z);
  }

  /// log(ndtr(x)), exact far below the mean; `order` terms of the asymptotic series there.
  public static Value logNdtr(Value x, int order) {
    if (order < 0) {
      throw JaxError.value("series_order must be non-negative.");
    }
    if (order > 30) {
      throw JaxError.value("series_order must be <= 30.");
    }
    return new Derived(
            "log_ndtr",
            "_log_ndtr_jvp",
            in -> List.of(logBody(in.getFirst(), order)),
            (i, p, out, t) -> mul(t, Lax.exp(sub(logDensity(p.getFirst()), out))))
        .call(x);
  }

  private static Value logBody(Value x, int order) {
    checkFloat(x, "x.dtype=" + x.dtype().jaxName() + " is not supported.");
    HostScalar lower = like(x, x.dtype() == DType.FLOAT64 ? -20 : -10);
    Value aboveUpper = Lax.gt(x, like(x, x.dtype() == DType.FLOAT64 ? 8 : 5));
    Value p = distribution(Selection.where(aboveUpper, neg(x), Lax.max(x, lower)));
    Value upper = neg(p);
    Value central = Selection.where(Lax.gt(x, lower), log(p), logLower(Lax.min(x, lower), order));
    return Selection.where(aboveUpper, upper, central);
  }

  private static Value logLower(Value x, int order) {
    Value scale = sub(mul(like(x, -0.5), square(x)), log(neg(x)));
    scale = sub(scale, like(x, HALF_LOG_TWO_PI));
    return add(scale, log(series(x, order)));
  }

  private static Value series(Value x, int order) {
    if (order <= 0) {
      return like(x, 1);
    }
    Value xx = square(x);
    Value even = Creation.zerosLike(x);
    Value odd = Creation.zerosLike(x);
    Value power = xx;
    double factorial = 1;
    for (int n = 1; n <= order; n++) {
      factorial *= 2 * n - 1;
      Value term = div(like(x, factorial), power);
      if (n % 2 == 1) {
        odd = add(odd, term);
      } else {
        even = add(even, term);
      }
      power = mul(power, xx);
    }
    return sub(add(like(x, 1), even), odd);
  }

  private static Value logDensity(Value x) {
    return sub(mul(like(x, -0.5), square(x)), like(x, HALF_LOG_TWO_PI));
  }

  /// A number as an array of a float type, for functions that take these only.
  static Value array(Value x) {
    return Promote.materialize(x);
  }
}
