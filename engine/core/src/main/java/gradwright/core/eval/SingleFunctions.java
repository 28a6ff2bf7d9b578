package gradwright.core.eval;

/// Single-precision functions step by step as XLA computes them on the CPU, so that results agree with JAX's to the last
/// bit: the Cephes polynomials of `exp` and `log` (S. Moshier), rational forms of `tanh`, `log1p` and `erf`, and M. Giles'
/// `erf_inv`. Where XLA flushes subnormal numbers to zero, these do not. All multiply-adds are fused.
final class SingleFunctions {
  private static final float[] EXP = {
    1.9875691500E-4f, 1.3981999507E-3f, 8.3334519073E-3f, 4.1665795894E-2f, 1.6666665459E-1f, 5.0000001201E-1f
  };
  private static final float[] LOG = {
    7.0376836292E-2f,
    -1.1514610310E-1f,
    1.1676998740E-1f,
    -1.2420140846E-1f,
    1.4249322787E-1f,
    -1.6668057665E-1f,
    2.0000714765E-1f,
    -2.4999993993E-1f,
    3.3333331174E-1f
  };
  private static final float[] LOG1P_NUMERATOR = {
    4.5270000862445199635215E-5f, 4.9854102823193375972212E-1f, 6.5787325942061044846969E0f,
    2.9911919328553073277375E1f, 6.0949667980987787057556E1f, 5.7112963590585538103336E1f,
    2.0039553499201281259648E1f
  };
  private static final float[] LOG1P_DENOMINATOR = {
    1f,
    1.5062909083469192043167E1f,
    8.3047565967967209469434E1f,
    2.2176239823732856465394E2f,
    3.0909872225312059774938E2f,
    2.1642788614495947685003E2f,
    6.0118660497603843919306E1f
  };
  private static final float[] TANH_NUMERATOR = {
    -2.76076847742355e-16f,
    2.00018790482477e-13f,
    -8.60467152213735e-11f,
    5.12229709037114e-08f,
    1.48572235717979e-05f,
    6.37261928875436e-04f,
    4.89352455891786e-03f
  };
  private static final float[] TANH_DENOMINATOR = {
    1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f
  };
  private static final float[] ERF_NUMERATOR = {
    0.00022905065861350646f, 0.0034082910107109506f, 0.050955695062380861f, 0.18520832239976145f, 1.128379143519084f
  };
  private static final float[] ERF_DENOMINATOR = {
    -1.1791602954361697e-7f,
    0.000023547966471313185f,
    0.0010179625278914885f,
    0.014070470171167667f,
    0.11098505178285362f,
    0.49746925110067538f,
    1.0f
  };
  private static final float[] ERF_INV_CENTRE = {
    2.81022636e-08f,
    3.43273939e-07f,
    -3.5233877e-06f,
    -4.39150654e-06f,
    0.00021858087f,
    -0.00125372503f,
    -0.00417768164f,
    0.246640727f,
    1.50140941f
  };
  private static final float[] ERF_INV_TAIL = {
    -0.000200214257f,
    0.000100950558f,
    0.00134934322f,
    -0.00367342844f,
    0.00573950773f,
    -0.0076224613f,
    0.00943887047f,
    1.00167406f,
    2.83297682f
  };
  private static final float SQRT2_LESS_1 = (float) (Math.sqrt(2) - 1);

  private SingleFunctions() {}

  /// A function of one float.
  @FunctionalInterface
  interface Function {
    float of(float x);
  }

  static Kernels.Floats1 each(Function f) {
    return (x, o, n) -> {
      for (int i = 0; i < n; i++) {
        o[i] = f.of(x[i]);
      }
    };
  }

  private static float horner(float x, float[] c) {
    float p = c[0];
    for (int i = 1; i < c.length; i++) {
      p = Math.fma(p, x, c[i]);
    }
    return p;
  }

  static float exp(float x) {
    float held = x < -104.5f ? -104.5f : x > 89.5f ? 89.5f : x;
    float n = (float) Math.min(127, Math.floor(Math.fma(held, 1.44269504088896341f, 0.5f)));
    float r = Math.fma(n, -0.693359375f, held);
    r = Math.fma(n, 2.12194440e-4f, r);
    float y = Math.fma(horner(r, EXP), r * r, r) + 1f;
    int k = (int) n;
    int half = k >> 1;
    return y * power(half) * power(k - half);
  }

  private static float power(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  static float log(float x) {
    if (!(x > 0)) {
      return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    if (x == Float.POSITIVE_INFINITY) {
      return x;
    }
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p25f : x);
    float e = (bits >> 23) - 126 - (tiny ? 25 : 0);
    float m = Float.intBitsToFloat((bits & 0x007fffff) | 0x3f000000);
    float y;
    if (m < 0.707106781186547524f) {
      e -= 1;
      y = (m - 1) + m;
    } else {
      y = m - 1;
    }
    float x2 = y * y;
    float x3 = x2 * y;
    float a = Math.fma(Math.fma(LOG[0], y, LOG[1]), y, LOG[2]);
    float b = Math.fma(Math.fma(LOG[3], y, LOG[4]), y, LOG[5]);
    float c = Math.fma(Math.fma(LOG[6], y, LOG[7]), y, LOG[8]);
    float p = Math.fma(Math.fma(a, x3, b), x3, c);
    float tail = Math.fma(p, x3, -2.12194440e-4f * e);
    float s = Math.fma(x2, -0.5f, y) + tail;
    return Math.fma(0.693359375f, e, s);
  }

  static float log1p(float x) {
    if (Math.abs(x) < SQRT2_LESS_1) {
      float x2 = x * x;
      float x3 = x2 * x;
      float ratio = horner(x, LOG1P_NUMERATOR) / horner(x, LOG1P_DENOMINATOR);
      return x == 0 ? x : x + (x3 * ratio - 0.5f * x2);
    }
    return log(x + 1);
  }

  static float tanh(float x) {
    if (Math.abs(x) < 0.0004f) {
      return x;
    }
    float t = x < -7.99881172180175781f ? -7.99881172180175781f : x > 7.99881172180175781f ? 7.99881172180175781f : x;
    float x2 = t * t;
    return t * horner(x2, TANH_NUMERATOR) / horner(x2, TANH_DENOMINATOR);
  }

  static float logistic(float x) {
    return 1f / (1f + exp(-x));
  }

  static float erf(float x) {
    if (Math.abs(x) > 3.832506856900711f) {
      return Math.copySign(1f, x);
    }
    float x2 = x * x;
    float p = ERF_NUMERATOR[0];
    for (int i = 1; i < ERF_NUMERATOR.length; i++) {
      p = Math.fma(x2, p, ERF_NUMERATOR[i]);
    }
    float q = ERF_DENOMINATOR[0];
    for (int i = 1; i < ERF_DENOMINATOR.length; i++) {
      q = Math.fma(x2, q, ERF_DENOMINATOR[i]);
    }
    return x * p / q;
  }

  static float erfInv(float x) {
    if (Math.abs(x) == 1) {
      return x * Float.POSITIVE_INFINITY;
    }
    float w = -log1p(-x * x);
    boolean centre = w < 5;
    float t = centre ? w - 2.5f : (float) Math.sqrt(w) - 3;
    return horner(t, centre ? ERF_INV_CENTRE : ERF_INV_TAIL) * x;
  }
}
